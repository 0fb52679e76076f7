import { strict as assert } from 'node:assert';
import { agendaTextsIn } from '../../src/agenda/agenda-texts.ts';
import * as limits from '../../src/agenda/limits.ts';

describe('the texts about agendas', () => {
  it('say the limits as they are', () => {
    const said = agendaTextsIn('da');
    const numbers: [string, number][] = [
      [said.agendaItemFaults.titleLong, limits.longestTitle],
      [said.agendaItemFaults.noteLong, limits.longestNote],
      [said.agendaItemFaults.minutes, limits.mostItemMinutes],
      [said.agendaItemFaults.linksMany, limits.mostLinks],
      [said.agendaFactsFaults.placeLong, limits.longestPlace],
      [said.agendaFactsFaults.chairLong, limits.longestName],
      [said.agendaProposalFaults.whyLong, limits.longestWhy],
      [said.agendaProposalFaults.wordLong, limits.longestWord],
      [said.agendaMinutesFaults.outcomeLong, limits.longestOutcome],
      [said.agendaMinutesFaults.whatLong, limits.longestActionTitle],
      [said.agendaMinutesFaults.many, limits.mostActionsOfItem],
      [said.agendaTemplateFaults.many, limits.mostItems],
      [said.agendaRefusals.full, limits.mostItems],
      [said.agendaRhythmFaults.datesMany, limits.mostOwnDates],
    ];
    for (const [sentence, number] of numbers) assert.ok(sentence.replace('.', '').includes(String(number)), sentence);
  });
});
