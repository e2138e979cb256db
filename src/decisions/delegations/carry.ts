// Whose ballot carries whose voice. Pure. A member's own ballot comes first; else its voice goes along its delegations,
// from one member to the next, to the first that has voted. Where nobody on that way has, it stays at home.

export const scopes = ['question', 'topic', 'period'] as const;
export type Scope = (typeof scopes)[number];

export interface Delegation {
  id: string;
  from: string;
  to: string;
  scope: Scope;
  /** Of a question, and of a topic, which one. */
  proposal: string | null;
  subject: string | null;
  givenAt: Date;
}

/** For one question: each member that has not voted itself and is carried, with the way to whose ballot carries it. */
export function carriers(
  roll: ReadonlySet<string>,
  voted: ReadonlySet<string>,
  delegations: readonly Delegation[],
): Map<string, readonly string[]> {
  const next = nextOf(delegations.filter(({ from, to }) => roll.has(from) && roll.has(to)));
  const carried = new Map<string, readonly string[]>();
  for (const member of roll) {
    if (voted.has(member)) continue;
    const way: string[] = [];
    // Cycles are refused when a delegation is given; were there one all the same, nobody's voice would go round in it.
    const seen = new Set([member]);
    for (let at = next.get(member); at !== undefined && !seen.has(at); at = next.get(at)) {
      way.push(at);
      seen.add(at);
      if (voted.has(at)) break;
    }
    const last = way.at(-1);
    if (last !== undefined && voted.has(last)) carried.set(member, way);
  }
  return carried;
}

/** To whom each one's voice goes: what was given for the question before a topic, a topic before a period, then the newest. */
function nextOf(delegations: readonly Delegation[]): Map<string, string> {
  const order = (a: Delegation, b: Delegation) =>
    scopes.indexOf(b.scope) - scopes.indexOf(a.scope) ||
    a.givenAt.getTime() - b.givenAt.getTime() ||
    (a.id < b.id ? -1 : 1);
  return new Map([...delegations].sort(order).map(({ from, to }) => [from, to]));
}

/**
 * The cycle that a new delegation would close, as the way from its receiver back to its giver; nothing where there is
 * none. Two delegations can meet in a question unless they are for different ones, or for a question without that topic:
 * whatever can meet must not go round, so that it never does in any question.
 */
export function cycleWith(
  added: Delegation,
  present: readonly Delegation[],
  subjectsOf: (proposal: string) => ReadonlySet<string>,
): string[] | undefined {
  const meeting = present.filter((other) => canMeet(added, other, subjectsOf));
  const from = new Map<string, string>([[added.to, '']]);
  const queue = [added.to];
  for (const at of queue) {
    if (at === added.from) {
      const way: string[] = [];
      for (let step = at; step !== ''; step = from.get(step)!) way.unshift(step);
      return way;
    }
    for (const { to } of meeting.filter((other) => other.from === at)) {
      if (from.has(to)) continue;
      from.set(to, at);
      queue.push(to);
    }
  }
  return undefined;
}

function canMeet(a: Delegation, b: Delegation, subjectsOf: (proposal: string) => ReadonlySet<string>): boolean {
  if (a.proposal && b.proposal) return a.proposal === b.proposal;
  const [question, topic] = a.proposal ? [a.proposal, b.subject] : [b.proposal, a.subject];
  return !question || !topic || subjectsOf(question).has(topic);
}
