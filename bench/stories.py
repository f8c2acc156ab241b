#!/usr/bin/env python3
"""Made-up news with known truth: which articles are copies of one story, which records tell one happening.

  stories.py make COUNT FOLDER         documents.jsonl, records.jsonl, truth.tsv in FOLDER
  stories.py judge FOLDER < OUTPUT     pairwise precision, recall and F1 of what `build/bench/ledger` wrote
  stories.py judge FOLDER DB           the same of a store that read documents.jsonl (`lapwing ingest`): of its records, those
                                       whose sentence tells a happening of that type

Happenings of ten kinds fall on 56 towns over two years, so that the same kind of thing happens in the same town again
within days. Each is told by one to six outlets in texts of their own, a day or three later, with and without day, place,
names; numbers differ, some deny. Three of ten articles are wire copies: whole, cut, with a new headline or lead, rewritten.
"""
import collections
import datetime
import json
import os
import random
import sqlite3
import sys

START, DAYS = datetime.date(2020, 1, 1).toordinal(), 730
EPOCH = datetime.date(1970, 1, 1).toordinal()
TOWNS = [line.split("|") for line in """\
Kabul|Afghanistan|Afghan|AFG|34.528|69.172|Kabul
Herat|Afghanistan|Afghan|AFG|34.348|62.199|Herat
Kandahar|Afghanistan|Afghan|AFG|31.613|65.710|Kandahar
Baghdad|Iraq|Iraqi|IRQ|33.341|44.401|Baghdad
Mosul|Iraq|Iraqi|IRQ|36.335|43.118|Nineveh
Basra|Iraq|Iraqi|IRQ|30.508|47.780|Basra
Aleppo|Syria|Syrian|SYR|36.201|37.161|Aleppo
Idlib|Syria|Syrian|SYR|35.930|36.634|Idlib
Damascus|Syria|Syrian|SYR|33.510|36.291|Damascus
Lagos|Nigeria|Nigerian|NGA|6.454|3.394|Lagos
Maiduguri|Nigeria|Nigerian|NGA|11.846|13.160|Borno
Kano|Nigeria|Nigerian|NGA|12.000|8.517|Kano
Mogadishu|Somalia|Somali|SOM|2.037|45.344|Banaadir
Kismayo|Somalia|Somali|SOM|-0.358|42.545|Lower Juba
Nairobi|Kenya|Kenyan|KEN|-1.283|36.817|Nairobi
Mombasa|Kenya|Kenyan|KEN|-4.054|39.664|Mombasa
Khartoum|Sudan|Sudanese|SDN|15.552|32.532|Khartoum
Bamako|Mali|Malian|MLI|12.650|-8.000|Bamako
Gao|Mali|Malian|MLI|16.272|-0.045|Gao
Cairo|Egypt|Egyptian|EGY|30.063|31.250|Cairo
Tunis|Tunisia|Tunisian|TUN|36.819|10.166|Tunis
Tripoli|Libya|Libyan|LBY|32.875|13.187|Tripoli
Benghazi|Libya|Libyan|LBY|32.117|20.067|Benghazi
Beirut|Lebanon|Lebanese|LBN|33.888|35.494|Beirut
Sanaa|Yemen|Yemeni|YEM|15.355|44.207|Amanat Alasimah
Aden|Yemen|Yemeni|YEM|12.780|45.037|Aden
Minsk|Belarus|Belarusian|BLR|53.900|27.567|Minsk City
Kyiv|Ukraine|Ukrainian|UKR|50.455|30.524|Kyiv City
Kharkiv|Ukraine|Ukrainian|UKR|49.981|36.253|Kharkiv
Donetsk|Ukraine|Ukrainian|UKR|48.023|37.802|Donetsk
Mariupol|Ukraine|Ukrainian|UKR|47.095|37.541|Donetsk
Tbilisi|Georgia|Georgian|GEO|41.694|44.834|Tbilisi
Yerevan|Armenia|Armenian|ARM|40.177|44.513|Yerevan
Istanbul|Turkey|Turkish|TUR|41.014|28.950|Istanbul
Ankara|Turkey|Turkish|TUR|39.920|32.854|Ankara
Lahore|Pakistan|Pakistani|PAK|31.558|74.351|Punjab
Karachi|Pakistan|Pakistani|PAK|24.861|67.010|Sindh
Quetta|Pakistan|Pakistani|PAK|30.184|67.001|Balochistan
Delhi|India|Indian|IND|28.652|77.231|Delhi
Mumbai|India|Indian|IND|19.073|72.883|Maharashtra
Srinagar|India|Indian|IND|34.086|74.806|Jammu and Kashmir
Dhaka|Bangladesh|Bangladeshi|BGD|23.710|90.407|Dhaka
Yangon|Myanmar|Myanmar|MMR|16.805|96.156|Yangon
Mandalay|Myanmar|Myanmar|MMR|21.974|96.084|Mandalay
Bangkok|Thailand|Thai|THA|13.754|100.501|Bangkok
Manila|Philippines|Philippine|PHL|14.604|120.982|Metro Manila
Lima|Peru|Peruvian|PER|-12.043|-77.028|Lima
Bogota|Colombia|Colombian|COL|4.610|-74.082|Bogota D.C.
Cali|Colombia|Colombian|COL|3.437|-76.523|Valle del Cauca
Caracas|Venezuela|Venezuelan|VEN|10.488|-66.879|Capital
Santiago|Chile|Chilean|CHL|-33.457|-70.648|Santiago Metropolitan
Quito|Ecuador|Ecuadorean|ECU|-0.230|-78.525|Pichincha
Paris|France|French|FRA|48.853|2.349|Ile-de-France
Athens|Greece|Greek|GRC|37.984|23.728|Attica
Belgrade|Serbia|Serbian|SRB|44.804|20.465|Central Serbia
Harare|Zimbabwe|Zimbabwean|ZWE|-17.828|31.053|Harare""".split("\n")]
ABROAD = [("Russia", "RUS", "Russian"), ("France", "FRA", "French"), ("Germany", "DEU", "German"), ("China", "CHN", "Chinese"), ("Iran", "IRN", "Iranian"),
          ("Turkey", "TUR", "Turkish"), ("Canada", "CAN", "Canadian"), ("Japan", "JPN", "Japanese"), ("Brazil", "BRA", "Brazilian"), ("Egypt", "EGY", "Egyptian")]
GIVEN = "Marta Daniel Amina Joseph Elena Karim Ruth Viktor Leila Samuel Irina Pedro Nadia Thomas Grace Omar Hassan Olga Peter Maria Yusuf Anna".split()
SYLLABLES = "ba do ri ke lo ma ne su ti va zo ra mi ho pe da li no ku sha".split()
OUTLETS = ["Herald", "Post", "Times", "Star", "Gazette", "Monitor", "Tribune", "Courier", "Observer", "Chronicle", "Mail", "Standard", "Echo", "Record",
           "Bulletin", "Sentinel", "Mirror", "Ledger", "Dispatch", "Argus", "Globe", "Leader", "Press", "Review", "Examiner", "Journal", "News", "Voice"]
WEEK = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]

# kind: event, mode, trigger, what is counted, has an actor; sentences that tell it (t: told with day, u: without)
KINDS = {
    "bomb": ("ASSAULT", "explosives", "dead", None, [
        "A bomb killed {n} people at a {spot} in {town}{on}", "{N} people were killed{on} when a bomb exploded at a {spot} in {town}",
        "A blast ripped through a {spot} in {town}{on}, killing {n} people", "An explosion at a {spot} in {town} left {n} people dead{on}",
        "A bomb blast at a {spot} in the city of {town} killed at least {n} people{on}", "At least {n} people died{on} in a bombing at a {spot} in {town}"]),
    "shooting": ("ASSAULT", "firearms", "dead", "REB", [
        "Gunmen shot dead {n} people in {town}{on}", "Gunmen opened fire at a {spot} in {town}{on}, killing {n} people",
        "{N} people were shot dead by gunmen near a {spot} in {town}{on}", "Attackers with rifles killed {n} people at a {spot} in {town}{on}",
        "Rebels shot and killed {n} soldiers in {town}{on}", "{N} people died{on} when gunmen fired on a {spot} in {town}"]),
    "arrest": ("COERCE", "arrest", "arrested", "COP", [
        "Police arrested {n} protesters in {town}{on}", "{N} demonstrators were arrested by police in {town}{on}", "{Dem} police detained {n} people at a rally in {town}{on}",
        "Police in {town} took {n} activists into custody{on}", "Officers arrested {n} opposition supporters near a {spot} in {town}{on}",
        "{N} people were detained{on} as police broke up a march in {town}"]),
    "protest": ("PROTEST", "demo", "participants", "CVL", [
        "{N} people protested in {town}{on} against {cause}", "{N} demonstrators marched through {town}{on} over {cause}",
        "About {n} people rallied in {town}{on} to demand an end to {cause}", "{N} people took to the streets of {town}{on} in anger at {cause}",
        "Crowds of {n} demonstrated in {town}{on} against {cause}", "{N} residents held a demonstration in {town}{on} over {cause}"]),
    "strike": ("ASSAULT", "aerial", "dead", "MIL", [
        "An air strike on {town} killed {n} people{on}", "Warplanes bombed a {spot} in {town}{on}, killing {n} people", "{N} people were killed in an air raid on {town}{on}",
        "{Dem} jets hit a {spot} in {town}{on} and {n} people died", "Air strikes killed {n} civilians near a {spot} in {town}{on}",
        "At least {n} people died when planes struck {town}{on}"]),
    "kidnap": ("ASSAULT", "abduct", "abducted", "REB", [
        "Gunmen kidnapped {n} students in {town}{on}", "{N} villagers were abducted by armed men near {town}{on}", "Armed men seized {n} workers at a {spot} in {town}{on}",
        "Militants abducted {n} aid workers in {town}{on}", "Kidnappers took {n} people from a {spot} in {town}{on}", "{N} people were kidnapped in {town}{on}"]),
    "visit": ("CONSULT", "visit", None, None, [
        "{Abroad}'s foreign minister {person} visited {town}{on} for talks with {dem} leaders", "{person}, the foreign minister of {abroad}, met {dem} officials in {town}{on}",
        "{Abroad} foreign minister {person} held talks with the {dem} president in {town}{on}", "{person} arrived in {town}{on} and met the {dem} government",
        "The {dem} president received {abroad} foreign minister {person} in {town}{on}", "{Abroad}'s {person} held a meeting with {dem} ministers in {town}{on}"]),
    "aid": ("AID", None, "money", None, [
        "{Abroad} sent {country} ${n} million in aid{on}", "{Abroad} gave {country} ${n} million for {cause2}{on}", "{country} received ${n} million in aid from {abroad}{on}",
        "{Abroad} provided ${n} million in humanitarian aid to {country}{on}", "{Abroad} delivered aid worth ${n} million to {country}{on}",
        "Aid of ${n} million from {abroad} reached {country}{on}"]),
    "sanction": ("SANCTION", None, None, None, [
        "{Abroad} imposed sanctions on {country}{on} over {cause}", "{Abroad} placed sanctions on {country}{on}, citing {cause}", "{country} was hit by sanctions from {abroad}{on} over {cause}",
        "{Abroad} announced new sanctions against {country}{on}", "Sanctions against {country} were imposed by {abroad}{on}", "{Abroad} slapped sanctions on {country}{on} because of {cause}"]),
    "troops": ("MOBILIZE", "troops", "force", "MIL", [
        "{country} sent {n} soldiers to {town}{on}", "{Dem} army moved {n} troops into {town}{on}", "{N} {dem} soldiers were deployed to {town}{on}",
        "{country} deployed {n} troops around {town}{on}", "A force of {n} {dem} soldiers took up positions in {town}{on}", "The {dem} government sent {n} troops to {town}{on}"])}
SPOTS = ["market", "mosque", "bus station", "school", "hotel", "checkpoint", "church", "university", "factory", "police station", "hospital", "bridge", "cafe", "court"]
CAUSES = ["rising fuel prices", "a disputed election", "corruption", "police violence", "power cuts", "a new tax", "water shortages", "the arrest of an activist",
          "unpaid wages", "a media law", "land seizures", "human rights abuses", "bread prices", "the closure of a mine"]
FILLER = [
    "{person}, a {job} who was there, said: \"{quote}.\"", "The {place2} of {name2} was closed for {k} hours.", "Local radio carried calls for calm from {person}.",
    "{person} of the {name2} Institute said the situation had been building for {k} months.", "Shops near {name2} Street stayed shut and {k} bus lines were diverted.",
    "A spokeswoman for the {name2} district, {person}, gave no further details.", "The {job} {person} told reporters that {quote}.",
    "In {year} a similar event drew worldwide attention.", "{person}, {k2}, runs a small shop in {name2}.", "Officials promised a report within {k} weeks.",
    "The {name2} Foundation, a charity, said its office had received {k2} calls.", "Schools in {name2} reopened after {k} days.",
    "\"{quote},\" said {person}, a {job}.", "The region has {k2} villages and few paved roads.", "Analyst {person} called the response slow.",
    "The weather was clear and the {name2} road remained open.", "Residents of {name2} spoke of a long night.", "A lawyer, {person}, said {quote}.",
    "Prices in {name2} rose by {k} percent last month.", "The governor's aide {person} thanked volunteers from {name2}.",
    "The {name2} river, which crosses the province, has flooded {k} times since {year}.", "Trains to {name2} ran {k2} minutes late."]
JOBS = ["teacher", "shopkeeper", "nurse", "driver", "student", "farmer", "engineer", "priest", "baker", "doctor", "clerk", "mechanic"]
QUOTES = ["nobody here expected this", "we have seen too much of it", "life must go on", "the authorities must tell us the truth", "my family is safe and that is what matters",
          "it was over in minutes", "we will remember this for years", "there was dust everywhere", "people helped each other", "we want answers soon",
          "the roads were empty by noon", "nothing will be the same", "the children are afraid to sleep", "everyone knows someone who was there"]
SYNONYMS = {"killed": "slain", "people": "persons", "said": "stated", "near": "close to", "reporters": "journalists", "residents": "locals", "Officials": "Authorities", "closed": "shut",
            "small": "modest", "similar": "comparable", "promised": "pledged", "weeks": "weeks' time", "long": "lengthy", "region": "area", "told": "informed", "few": "not many",
            "called": "described", "clear": "fine", "thanked": "praised", "remained": "stayed", "villages": "hamlets", "office": "bureau", "received": "got", "drew": "attracted",
            "spoke": "told", "gave": "offered", "reopened": "opened again", "carried": "broadcast", "details": "information", "runs": "owns", "everywhere": "all around"}


class Maker:
    def __init__(self, seed=11):
        self.chance = random.Random(seed)
        self.ids = 0

    def surname(self):
        return "".join(self.chance.choice(SYLLABLES) for _ in range(self.chance.randint(2, 4))).capitalize()

    def person(self):
        return f"{self.chance.choice(GIVEN)} {self.surname()}"

    def happening(self, n):
        c = self.chance
        kind = c.choice(list(KINDS))
        town = c.choice(TOWNS)
        abroad = c.choice([a for a in ABROAD if a[1] != town[3]])
        size = {"dead": (2, 40), "arrested": (5, 400), "participants": (200, 9000), "abducted": (2, 90), "money": (1, 200), "force": (100, 5000), None: (1, 2)}[KINDS[kind][2]]
        return {"n": n, "kind": kind, "town": town, "abroad": abroad, "day": START + c.randrange(DAYS), "number": c.randint(*size), "person": self.person(), "spot": c.choice(SPOTS),
                "cause": c.choice(CAUSES), "deny": c.random() < .3, "react": c.choice([a for a in ABROAD if a[1] not in (town[3], abroad[1])]),
                "told": c.sample(range(6), 6)}

    def fill(self, text, h, number, on):
        many = f"{number:,}"
        values = {"n": many, "N": many, "on": on, "town": h["town"][0], "country": h["town"][1], "dem": h["town"][2], "Dem": h["town"][2], "abroad": h["abroad"][0],
                  "Abroad": h["abroad"][0], "person": h["person"], "spot": h["spot"], "cause": h["cause"], "cause2": "flood victims"}
        text = text.format(**values)
        return text[0].upper() + text[1:]

    def filler(self):
        c = self.chance
        return c.choice(FILLER).format(person=self.person(), name2=self.surname(), job=c.choice(JOBS), quote=c.choice(QUOTES), k=c.randint(2, 9), k2=c.randint(11, 79),
                                       year=c.randint(1990, 2018), place2=c.choice(SPOTS))

    def record(self, prop, h, event, mode, quad, sentence, day, number, place):
        """What a reader of the sentence would put down, with what readers miss."""
        c = self.chance
        self.ids += 1
        town = h["town"]
        record = {"id": f"{self.ids * 0x9E3779B97F4A7C15 % 2 ** 64:016x}", "event": event, "quad": quad, "scale": 0, "status": "actual", "confidence": .8,
                  "trigger": {"text": sentence.split()[1], "start": 0, "end": 1}, "evidence": {"text": sentence, "start": 0, "end": len(sentence)}, "prop": prop}
        if mode and c.random() < .8:
            record["mode"] = mode
        if day:
            date = datetime.date.fromordinal(day).isoformat()
            record["date"] = {"text": "", "start": 0, "end": 0, "from": date, "to": date, "grain": "day"}
        if place and c.random() < .92:
            record["place"] = [{"name": town[0], "country": town[3], "admin1": town[6], "lat": float(town[4]), "lon": float(town[5]), "grain": "city", "relation": "in"}]
        elif c.random() < .7:
            record["place"] = [{"name": town[1], "country": town[3], "grain": "country", "relation": "in"}]
        what = KINDS[h["kind"]][2]
        if number and what and event == KINDS[h["kind"]][0]:
            record["quantity"] = [{"what": what, "value": number}]
        return record

    def main_record(self, h, sentence, day, number):
        c = self.chance
        event, mode, _, sector, _ = KINDS[h["kind"]]
        place = h["kind"] not in ("aid", "sanction")
        quad = {"ASSAULT": 4, "COERCE": 4, "PROTEST": 4, "MOBILIZE": 4, "SANCTION": 4, "AID": 2, "CONSULT": 1}[event]
        r = self.record(f"{h['n']}.m", h, event, mode, quad, sentence, day, number, place)
        country, abroad = h["town"][3], h["abroad"][1]
        if h["kind"] in ("aid", "sanction"):
            r["actor"], r["recipient"] = [{"country": abroad, "sector": "GOV"}], [{"country": country, "sector": "GOV" if c.random() < .5 else ""}]
        elif h["kind"] == "visit":
            r["actor"] = [{"country": abroad if c.random() < .9 else "UNK", "sector": "GOV", "name": h["person"]}, {"country": country, "sector": "GOV"}]
        else:
            if sector and c.random() < .7:
                r["actor"] = [{"country": country if c.random() < .7 else "UNK", "sector": sector}]
            if event in ("ASSAULT", "COERCE") and c.random() < .7:
                r["recipient"] = [{"country": country, "sector": "CVL"}]
        return r

    def telling(self, h, turn):
        """An outlet's own text of a happening: paragraphs, and the records that stand in them."""
        c = self.chance
        told_day = c.random() < .7
        date = h["day"] + c.choice([0, 1, 1, 1, 2]) if told_day else h["day"] + c.choice([0, 1])
        on = f" on {WEEK[(h['day'] - 1) % 7]}" if told_day else ""
        number = h["number"] if c.random() < .65 else max(1, round(h["number"] * c.uniform(.7, 1.4)))
        lead = self.fill(KINDS[h["kind"]][4][h["told"][turn]], h, number, on)
        said = c.choice([", police said.", ", officials said.", f", {self.person()} said.", ".", ", state television reported.", ", witnesses said."])
        paragraphs, records = [lead + said], [self.main_record(h, lead + said, h["day"] if told_day else None, number)]
        body = [self.filler() for _ in range(c.randint(4, 14))]
        if c.random() < .45 and h["kind"] not in ("visit", "aid", "sanction"):
            name, code, _ = h["react"]
            text = c.choice(["{a} condemned the events in {t}.", "{a} criticised the {d} government over the violence in {t}.", "The government of {a} denounced what happened in {t}."])
            text = text.format(a=name, t=h["town"][0], d=h["town"][2])
            r = self.record(f"{h['n']}.r", h, "ACCUSE", "disapprove", 3, text, None, 0, True)
            r["actor"], r["recipient"] = [{"country": code, "sector": "GOV"}], [{"country": h["town"][3], "sector": "GOV"}]
            body.insert(c.randint(0, len(body)), text)
            records.append(r)
        if h["deny"] and c.random() < .5 and h["kind"] not in ("visit", "aid", "sanction"):
            text = f"The {h['town'][2]} interior ministry denied that {lead[0].lower() + lead[1:]}."
            r = self.main_record(h, text, h["day"] if told_day else None, number)
            r["status"] = "negated"
            body.insert(c.randint(0, len(body)), text)
            records.append(r)
        title = f"{h['town'][0]}: {c.choice(['what we know', 'latest', 'report', 'overview', 'the day'])} {self.surname()}"
        return {"title": title, "paragraphs": paragraphs + body, "records": records, "date": date, "happening": h}

    def rewrite(self, text):
        words = []
        for word in text.split(" "):
            if word in SYNONYMS and self.chance.random() < .6:
                words.append(SYNONYMS[word])
            elif self.chance.random() > .03 or word[0].isupper() or any(ch.isdigit() for ch in word):
                words.append(word)
        return " ".join(words)

    def copy(self, story):
        """What another outlet makes of a wire story."""
        c = self.chance
        paragraphs = list(story["paragraphs"])
        if c.random() < .5 and len(paragraphs) > 4:
            paragraphs = paragraphs[:c.randint(max(3, len(paragraphs) // 2), len(paragraphs))]
        if c.random() < .4:
            paragraphs = [self.rewrite(p) for p in paragraphs]
        if c.random() < .3:
            paragraphs.insert(0, self.filler())
        records = []
        kept = "\n".join(paragraphs)
        for r in story["records"]:
            if r["evidence"]["text"] in kept or c.random() < .6:
                self.ids += 1
                records.append({**r, "id": f"{self.ids * 0x9E3779B97F4A7C15 % 2 ** 64:016x}"})
        title = story["title"] if c.random() < .5 else f"{self.surname()} {c.choice(['update', 'bulletin', 'dispatch', 'in brief'])}"
        return {**story, "title": title, "paragraphs": paragraphs, "records": records, "date": story["date"] + c.choice([0, 0, 1, 1, 2])}


def articles(count):
    """Articles, each with the number of its story, in the order in which they appear."""
    maker, out, happenings, stories = Maker(), [], 0, 0
    c = maker.chance
    while len(out) < count:
        h = maker.happening(happenings)
        happenings += 1
        outlets = c.sample(OUTLETS, len(OUTLETS))
        for turn in range(c.choice([1, 2, 2, 3, 4, 6])):
            story = maker.telling(h, turn)
            stories += 1
            out.append({**story, "story": stories, "publisher": outlets.pop()})
            while c.random() < .31 and outlets:
                out.append({**maker.copy(story), "story": stories, "publisher": outlets.pop()})
    out = out[:count]
    c.shuffle(out)
    out.sort(key=lambda a: a["date"])
    return out


def make(count, folder):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/documents.jsonl", "w") as docs, open(f"{folder}/records.jsonl", "w") as recs, open(f"{folder}/truth.tsv", "w") as truth:
        for n, a in enumerate(articles(count)):
            doc = f"a{n:06}"
            text = a["title"] + "\n\n" + "\n\n".join(a["paragraphs"])
            date = datetime.date.fromordinal(a["date"]).isoformat()
            docs.write(json.dumps({"id": doc, "source": a["publisher"], "date": date, "language": "en", "text": text}) + "\n")
            truth.write(f"doc\t{doc}\t{a['story']}\n")
            for r in a["records"]:
                prop = r["prop"]
                recs.write(json.dumps({**{k: v for k, v in r.items() if k != "prop"}, "doc": doc, "sentence": 0, "coder": "made up"}) + "\n")
                truth.write(f"rec\t{r['id']}\t{prop}\n")
                truth.write(f"told\t{doc}\t{prop}\t{r['event']}\t{r['evidence']['text']}\n")


def pairs(groups):
    return sum(n * (n - 1) // 2 for n in groups.values())


def read_truth(folder):
    """Groups of documents and made-up records, and what each document tells: happening, type, sentence."""
    truth, told = {}, collections.defaultdict(list)
    for line in open(f"{folder}/truth.tsv"):
        cells = line.rstrip("\n").split("\t")
        if cells[0] == "told":
            told[cells[1]].append(cells[2:])
        else:
            truth[cells[0], cells[1]] = cells[2]
    return truth, told


def judge_store(folder, path):
    truth, told = read_truth(folder)
    truth = {k: v for k, v in truth.items() if k[0] == "doc"}
    lines = []
    with sqlite3.connect(path) as db:
        for doc, story in db.execute("SELECT id, story FROM documents"):
            lines.append(f"doc\t{doc}\t{story}")
        for key, doc, event, claim, text in db.execute("SELECT id, doc, event, claim, json FROM events"):
            said = json.loads(text)["evidence"]["text"]
            props = {prop for prop, kind, sentence in told[doc] if kind == event and (said in sentence or sentence in said)}
            if len(props) == 1:
                truth["rec", key] = props.pop()
                lines.append(f"rec\t{key}\t{claim}")
    tell(truth, lines)


def judge(folder, lines):
    tell(read_truth(folder)[0], lines)


def tell(truth, lines):
    found = {}
    for line in lines:
        what, key, group = line.rstrip("\n").split("\t")
        if (what, key) in truth:
            found[what, key] = group
    for what, noun in (("doc", "stories"), ("rec", "claims")):
        keys = [k for k in truth if k[0] == what and k in found]
        right = pairs(collections.Counter(truth[k] for k in keys))
        got = pairs(collections.Counter(found[k] for k in keys))
        both = pairs(collections.Counter((truth[k], found[k]) for k in keys))
        p, r = both / got if got else 0, both / right if right else 0
        missing = sum(k[0] == what for k in truth) - len(keys)
        print(f"{noun}\t{len(keys)} judged\t{missing} missing\tprecision {p:.4f}\trecall {r:.4f}\tF1 {2 * p * r / (p + r) if p + r else 0:.4f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["make"] and len(sys.argv) == 4:
        make(int(sys.argv[2]), sys.argv[3])
    elif sys.argv[1:2] == ["judge"] and len(sys.argv) == 3:
        judge(sys.argv[2], sys.stdin)
    elif sys.argv[1:2] == ["judge"] and len(sys.argv) == 4:
        judge_store(*sys.argv[2:])
    else:
        sys.exit(__doc__)
