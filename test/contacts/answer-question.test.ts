import { strict as assert } from 'node:assert';
import { answerQuestion } from '../../src/contacts/answer-question.ts';
import { loadStructures } from '../../src/structure/load-structures.ts';
import { faultOf, readQuestionSets } from '../eval/questions.ts';

describe('answers', () => {
  const structures = loadStructures();
  const ask = (kommune: string, text: string) => answerQuestion(structures.get(kommune)!, text);
  // The set told in everyday words, without the words of the field, is the hardest: it may only get better.
  const bars: Record<string, number> = { situations: 0.82 };
  const barOf = (name: string) => bars[name] ?? 0.95;

  for (const [name, questions] of readQuestionSets()) {
    it(`are right for at least ${100 * barOf(name)} % of the ${questions.length} questions "${name}"`, () => {
      const faults = questions.flatMap((q) => {
        const fault = faultOf(structures, q);
        return fault ? [`${q.text}: ${fault}`] : [];
      });
      assert.ok(faults.length <= questions.length * (1 - barOf(name)), faults.join('\n'));
    });
  }

  it('miss no danger that the sets hold', () => {
    const missed = [...readQuestionSets().values()]
      .flat()
      .filter((q) => q.first[0] === 'Ring 112' && faultOf(structures, q));
    assert.deepEqual(missed, []);
  });

  it('are the same each time', () => {
    const text = 'To drenge i 8. klasse ryger hash og pjækker, hvem kontakter jeg?';
    const [once, again] = [ask('kolding', text), ask('kolding', text)];
    assert.deepEqual({ ...once, why: once.why() }, { ...again, why: again.why() });
  });

  it('take up a second concern', () => {
    const { first, others } = ask('halsnaes', 'en pige i 7. klasse med angst, som også bliver mobbet');
    assert.deepEqual([first!.title, others[0]!.title].sort(), ['Cool Kids', 'Handleplan for Mobning']);
  });

  it('say why, in patterns of ours and not in the words of the writer', () => {
    const why = ask('vordingborg', 'Kanariefuglen ryger hash').why();
    assert.ok(why.some((line) => line.includes('hash*')));
    assert.ok(!why.join('').includes('Kanarie'));
  });

  it('cite document and section, and mark a reading as one', () => {
    const { sources, basis } = ask('vordingborg', 'fravær hos elev i 6. klasse');
    assert.deepEqual(sources[0], { document: 'vordingborg', section: '1 Formål og ambition med SSP' });
    assert.equal(basis, 'reading');
  });

  for (const [text, age] of [
    ['hash i 8. klasse', [14, 14]],
    ['hash i 8.b', [14, 14]],
    ['hash, han er 19', [19, 19]],
    ['en 17-årig ryger hash', [17, 17]],
    ['en fjortenårig ryger hash', [14, 14]],
    ['hash i 2.g', [18, 18]],
    ['hash på gymnasiet', [17, 24]],
    ['a 9th grade student smokes weed', [15, 15]],
  ] as const) {
    it(`read the age in "${text}"`, () => assert.deepEqual(ask('kolding', text).age, age));
  }
});
