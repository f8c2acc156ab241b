#!/usr/bin/env python3
"""Writes a news text for benchmarks, by filling the articles of bench/articles.txt with names: the same text every time.

  news.py BYTES       one JSON object a line, an article each
  news.py BYTES text  plain text, all articles in one
"""
import json
import os
import random
import re
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
COUNTRIES = [("Kenya", "Kenyan", "Nairobi"), ("Armenia", "Armenian", "Yerevan"), ("Peru", "Peruvian", "Lima"), ("Mali", "Malian", "Bamako"),
             ("Georgia", "Georgian", "Tbilisi"), ("Bolivia", "Bolivian", "La Paz"), ("Nepal", "Nepalese", "Kathmandu"), ("Serbia", "Serbian", "Belgrade"),
             ("Tunisia", "Tunisian", "Tunis"), ("Ecuador", "Ecuadorean", "Quito"), ("Thailand", "Thai", "Bangkok"), ("Chad", "Chadian", "N'Djamena")]
TOWNS = ["Mombasa", "Gyumri", "Arequipa", "Gao", "Batumi", "Cochabamba", "Pokhara", "Novi Sad", "Sfax", "Guayaquil", "Chiang Mai", "Abeche",
         "Kisumu", "Vanadzor", "Cusco", "Timbuktu", "Kutaisi", "Sucre", "Biratnagar", "Nis", "Kairouan", "Cuenca", "Hat Yai", "Moundou"]
GIVEN = ["Marta", "Daniel", "Amina", "Joseph", "Elena", "Karim", "Ruth", "Viktor", "Leila", "Samuel", "Irina", "Pedro", "Nadia", "Thomas", "Grace", "Omar"]
SURNAMES = ["Mwangi", "Petrosyan", "Quispe", "Traore", "Beridze", "Mamani", "Thapa", "Jovanovic", "Trabelsi", "Zambrano", "Suwan", "Deby",
            "Otieno", "Sargsyan", "Flores", "Keita", "Lomidze", "Choque", "Gurung", "Nikolic", "Ayari", "Cevallos", "Chaiyasit", "Idriss"]
MINISTRIES = ["interior ministry", "parliament", "presidential palace", "ministry of justice"]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = ["January", "May", "June", "September", "November"]


def filled(article, chance):
    country, adjective, capital = chance.choice(COUNTRIES)
    towns, given, surnames = (chance.sample(names, 3) for names in (TOWNS, GIVEN, SURNAMES))
    values = {"country": country, "adjective": adjective, "capital": capital, "town": towns[0], "place": towns[1],
              "name": f"{given[2]} {surnames[2]}", "given": given[0], "surname": surnames[0], "given2": given[1], "surname2": surnames[1],
              "ministry": chance.choice(MINISTRIES), "day": chance.choice(DAYS), "month": chance.choice(MONTHS),
              "year": str(chance.randint(2008, 2021)), "n": str(chance.randint(30, 400)), "k": str(chance.randint(3, 12)), "age": str(chance.randint(19, 78))}
    return re.sub(r"\{(\w+)\}", lambda m: values[m[1]], article)


def news(size):
    """Articles of `size` bytes together."""
    with open(os.path.join(HERE, "articles.txt"), encoding="utf-8") as f:
        articles = [a.strip() for a in f.read().split("\n", 1)[1].split("\n===\n") if a.strip()]
    chance, out, total, n = random.Random(5), [], 0, 0
    while total < size:
        out.append(filled(articles[n % len(articles)], chance))
        total += len(out[-1].encode())
        n += 1
    return out


def jsonl(size):
    return "".join(json.dumps({"id": f"news-{n}", "date": f"2022-{1 + n % 12:02}-{1 + n % 28:02}", "text": text}, ensure_ascii=False) + "\n"
                   for n, text in enumerate(news(size)))


if __name__ == "__main__":
    size = int(sys.argv[1])
    sys.stdout.write("\n\n".join(news(size)) + "\n" if sys.argv[2:] == ["text"] else jsonl(size))
