// Approval: name every option you can live with; the option that most approve wins.
// S. J. Brams and P. C. Fishburn, American Political Science Review 72 (1978), doi:10.2307/1955105.
import { type Checked, ok } from './ballot.ts';
import { approvedOf, checkApproval } from './choices.ts';
import { ONE } from './exact.ts';
import { addingMethod } from './points.ts';
import { readSeats } from './seats.ts';
import type { Raw } from './settings.ts';

export interface ApprovalSettings {
  readonly seats: number;
}

export const approval = addingMethod<ApprovalSettings>({
  name: 'approval',
  title: 'tally.approvalTitle',
  explain: 'tally.approvalExplain',
  shape: 'approval',
  counts: 'weight',
  readSettings,
  validate: (choice, { options }) => checkApproval(choice, options),
  points: (choice) => approvedOf(choice).map((id) => [id, ONE] as const),
  said: (variables) => ({ key: 'tally.approvalElected', variables }),
});

function readSettings(raw: Raw): Checked<ApprovalSettings> {
  const seats = readSeats(raw);
  return seats.ok ? ok({ seats: seats.value }) : seats;
}
