import { strict as assert } from 'node:assert';
import {
  acceptProposal,
  collectUntil,
  isOpenForProposals,
  propose,
  rejectProposal,
} from '../../src/agenda/proposal-rules.ts';
import { readDeadline, readProposal, readWord } from '../../src/agenda/read-proposal.ts';
import { agenda, colleague, guard, item, made, now } from './agenda-builders.ts';

const deadline = '2026-03-10T11:00:00.000Z';
const before = new Date('2026-03-10T10:59:00Z');
const after = new Date('2026-03-10T11:00:00Z');
const fields = { title: 'Løbehjul', type: 'droeftelse', minutes: 15, why: 'Mange klager' } as const;
const base = { id: 'p-1', by: colleague, language: 'da', ...fields } as const;
const open = agenda({ deadline, items: [item('z', { section: 'closing' })] });

describe('proposals', () => {
  it('are taken until the deadline and not after', () => {
    assert.equal(made(propose(open, base, before)).state, 'proposed');
    assert.deepEqual(propose(open, base, after), { refused: 'late' });
  });

  it('are taken for a posted agenda until the meeting when no deadline was set, and for a draft not at all', () => {
    assert.equal(isOpenForProposals(agenda({ state: 'posted' }), new Date('2026-03-12T07:59:00Z')), true);
    assert.equal(isOpenForProposals(agenda({ state: 'posted' }), new Date('2026-03-12T08:00:00Z')), false);
    assert.equal(isOpenForProposals(agenda(), now), false);
    assert.deepEqual(propose(agenda({ deadline, state: 'minuted' }), base, before), { refused: 'locked' });
  });

  it('become an item when they are accepted, with the reason as its note; twice is once', () => {
    const proposal = made(propose(open, base, before));
    const accepted = made(acceptProposal({ agenda: open, proposal }, colleague, after, 'Godt forslag'));
    const [added] = accepted.agenda.items;
    assert.deepEqual(
      [added!.title, added!.note, added!.from],
      [...['Løbehjul', 'Mange klager', { kind: 'proposal', proposal: 'p-1' }]],
    );
    assert.deepEqual([accepted.proposal.state, accepted.proposal.word], ['accepted', 'Godt forslag']);
    assert.equal(made(acceptProposal(accepted, colleague, after)).agenda, accepted.agenda);
    assert.deepEqual(rejectProposal(accepted, colleague, after), { refused: 'decided' });
  });

  it('leave the agenda as it is when they are rejected', () => {
    const proposal = made(propose(open, base, before));
    const rejected = made(rejectProposal({ agenda: open, proposal }, colleague, after));
    assert.deepEqual([rejected.agenda, rejected.proposal.state], [open, 'rejected']);
    assert.deepEqual(acceptProposal(rejected, colleague, after), { refused: 'decided' });
  });

  it('can be called for as long as the agenda can be changed', () => {
    assert.equal(made(collectUntil(agenda(), deadline, now)).deadline, deadline);
    assert.deepEqual(collectUntil(agenda({ state: 'approved' }), deadline, now), { refused: 'locked' });
  });
});

describe('the forms of collecting', () => {
  it('read a proposal, with all faults at once', () => {
    assert.deepEqual(readProposal({ ...fields, minutes: '15' }, guard), { proposal: fields });
    const wrong = readProposal({ title: '', type: '', minutes: 'x', why: 'Zeinab Kanariefugl' }, guard);
    assert.deepEqual('faults' in wrong && wrong.faults, ['titleMissing', 'type', 'minutes', 'whyPersonal']);
    assert.deepEqual(readWord({ word: 'Det tager vi næste gang' }, guard), { word: 'Det tager vi næste gang' });
    assert.deepEqual(readWord({ word: 'x'.repeat(301) }, guard), { faults: ['wordLong'] });
  });

  it('read a deadline that is ahead, and before the meeting', () => {
    const read = (deadlineDay: string, deadlineTime: string) =>
      readDeadline({ deadlineDay, deadlineTime }, agenda(), '2026-03-02', now);
    const chosen = { day: '2026-03-10', time: '12.00' };
    assert.deepEqual(read('10/3', '12.00'), { deadline, chosen });
    assert.deepEqual(read('i dag', '9'), { faults: ['deadlinePast'], chosen: { day: '2026-03-02', time: '09.00' } });
    assert.deepEqual(read('12/3', '9.01'), { faults: ['deadlineLate'], chosen: { day: '2026-03-12', time: '09.01' } });
    assert.deepEqual(read('', '9'), { faults: ['deadline'], chosen: { time: '09.00' } });
    assert.deepEqual(read('Mikkel Hansen', 'x'), { faults: ['deadline'], chosen: {} });
    assert.deepEqual(read(chosen.day, chosen.time), { deadline, chosen }, 'what is shown again can be read again');
  });
});
