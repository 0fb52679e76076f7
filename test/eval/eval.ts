// npm run -s eval [-- --faults] [-- FILE.jsonl]: how many questions are answered right, beside a plain full-text search.
import { loadStructures } from '../../src/structure/load-structures.ts';
import { fullTextSearch } from './full-text-search.ts';
import { faultOf, isRightFirst, type Question, readQuestionSets, readQuestions } from './questions.ts';

const [...files] = process.argv.slice(2).filter((a) => !a.startsWith('--'));
const showFaults = process.argv.includes('--faults');
const structures = loadStructures();
const sets = files.length > 0 ? new Map(files.map((file) => [file, readQuestions(file)])) : readQuestionSets();
const print = (name: string, count: number, ours: number, theirs: number) => {
  const share = (right: number) => `${((100 * right) / count).toFixed(1).padStart(5)} %`;
  process.stdout.write(
    `${name.padEnd(14)} ${String(count).padStart(5)} questions   this product ${share(ours)}   full text ${share(theirs)}\n`,
  );
};
const bySearch = (q: Question) => {
  const title = fullTextSearch(structures.get(q.kommune)!, q.text);
  return isRightFirst(q, title === undefined ? [] : [title]);
};

let [count, ours, theirs] = [0, 0, 0];
for (const [name, questions] of sets) {
  const faults = questions.flatMap((q) => {
    const fault = faultOf(structures, q);
    return fault ? [`  ${q.kommune}: ${q.text}\n    ${fault}`] : [];
  });
  const found = questions.filter(bySearch).length;
  print(name.split('/').at(-1)!.replace('.jsonl', ''), questions.length, questions.length - faults.length, found);
  if (showFaults) process.stdout.write(faults.map((f) => `${f}\n`).join(''));
  count += questions.length;
  ours += questions.length - faults.length;
  theirs += found;
}
print('all', count, ours, theirs);
