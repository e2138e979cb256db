// `npm run bench [-- --quick] [NAME …]`: measures, prints ratios, and fails where a goal is missed. See README.md.
import { type Server, startServer } from './database.ts';
import { kill } from './kill.ts';
import { pages } from './pages.ts';

const parts: Record<string, (server: Server) => Promise<boolean>> = { pages, kill };

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = asked.filter((name) => !Object.hasOwn(parts, name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const server = await startServer();
let reached = true;
try {
  for (const [name, part] of Object.entries(parts))
    if (asked.length === 0 || asked.includes(name)) reached = (await part(server)) && reached;
} finally {
  await server.stop();
}
process.exit(reached ? 0 : 1);
