/* Where it is not as usual: the last seven days against the weeks before. */
import { url, useApi } from "../../api";
import { useLabels } from "../../labels";
import { BANDS, bandOf, BandMark, bandRange, bandWord, changeOf, weeksBefore } from "../../parts/Bands";
import { Export } from "../../parts/Export";
import { Panel } from "../../parts/Panel";
import { type Column, Table } from "../../parts/Table";
import { link } from "../../state";
import type { CountryRow, Summary } from "../../types";

export function Changes({ summary }: { summary: Summary }) {
  const labels = useLabels();
  /* Data that are younger than a year are compared with the weeks that they have. */
  const { data: all } = useApi<Summary>(url("/summary"));
  const weeks = weeksBefore(all?.first_day, summary.last_day);
  const meanLong = (row: CountryRow) => (row.mean52 * 52) / weeks;
  const rows = summary.countries.filter((row) => row.country !== "UNK" && (row.week || row.mean4 || row.mean52));
  const most = Math.max(1, ...rows.map((row) => Math.max(row.week, row.mean4)));
  const columns: Column<CountryRow>[] = [
    {
      key: "country",
      head: "Country or body",
      value: (row) => labels.country(row.country),
      cell: (row) => <a href={link({ country: row.country })}>{labels.country(row.country)}</a>,
    },
    { key: "week", head: "7 days", numeric: true, value: (row) => row.week, title: "Claims of the last seven days" },
    {
      key: "bar",
      head: "",
      value: (row) => row.mean4,
      title: "Bar: last seven days; line: mean of the four weeks before",
      cell: (row) => (
        <svg class="bullet" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
          <rect width={(100 * row.week) / most} height="10" />
          <line x1={(100 * row.mean4) / most} x2={(100 * row.mean4) / most} y1="0" y2="10" />
        </svg>
      ),
    },
    {
      key: "mean4",
      head: "vs 4 weeks",
      value: (row) => changeOf(row.week, row.mean4),
      title: "Against the mean of the four weeks before",
      numeric: true,
      cell: (row) => <BandMark week={row.week} mean={row.mean4} weeks={4} />,
    },
    {
      key: "mean52",
      head: `vs ${weeks} weeks`,
      value: (row) => changeOf(row.week, meanLong(row)),
      title: `Against the mean of the ${weeks} weeks before${weeks < 52 ? ": the data reach no further back" : ""}`,
      numeric: true,
      cell: (row) => <BandMark week={row.week} mean={meanLong(row)} weeks={weeks} />,
    },
  ];
  const words = BANDS.map((band) => `${bandWord(band)}: ${bandRange(band)}`).join("; ");
  const counts = BANDS.map((band) => ({ band, n: rows.filter((row) => bandOf(row.week, row.mean4) === band).length }));
  return (
    <Panel
      title="What has changed"
      note={<span title={words}>Claims of the last 7 days against the mean of the weeks before. {counts.filter((c) => c.n).map((c) => `${bandWord(c.band)}: ${c.n}`).join(", ")}.</span>}
      tools={<Export name="changes" path="/summary" formats={["json"]} />}
    >
      {rows.length ? (
        <Table caption="Change by country" columns={columns} rows={rows} rowKey={(row) => row.country} sort="-week" first={40} file="lapwing-changes" />
      ) : (
        <p class="status">Nothing in the last 52 weeks of this window.</p>
      )}
    </Panel>
  );
}

