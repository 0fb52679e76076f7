import { checkStructures, describeFault } from '../structure/load-structures.ts';

const [command] = process.argv.slice(2);

if (command !== 'check') {
  process.stderr.write('npm run -s structure -- check\n');
  process.exit(1);
}
const { structures, faults } = checkStructures(process.env.SSP_STRUCTURE_DIR || undefined);
if (faults.length > 0) {
  process.stderr.write(`${faults.map(describeFault).join('\n')}\n`);
  process.exit(1);
}
for (const { id, contacts, routes, initiatives, words } of structures.values()) {
  process.stdout.write(
    `${id}: ${contacts.length} contacts, ${routes.length} routes, ${initiatives.length} initiatives, ${words.length} words\n`,
  );
}
