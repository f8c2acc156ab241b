// Writes a Parquet file as JSON, read by hyparquet: node read_parquet.mjs MODULES FILE
import { pathToFileURL } from 'node:url';

const [modules, file] = process.argv.slice(2);
const { asyncBufferFromFile, parquetReadObjects } =
  await import(pathToFileURL(modules + '/node_modules/hyparquet/src/node.js'));
const rows = await parquetReadObjects({ file: await asyncBufferFromFile(file) });
const plain = (key, value) => (typeof value === 'bigint' ? Number(value) : value);
process.stdout.write(JSON.stringify(rows, plain));
