/** Where the pages of decisions are: the table of contents, and the only place that spells their addresses. */
export const decisionPaths = (coalition: string, number: number | string = ':number') => {
  const list = `/c/${coalition}/decisions`;
  const one = `${list}/${number}`;
  return {
    list,
    csv: `${list}.csv`,
    propose: `${list}/new`,
    one,
    revise: `${one}/revise`,
    withdraw: `${one}/withdraw`,
    open: `${one}/open`,
    close: `${one}/close`,
    settle: `${one}/settle`,
    hours: `${one}/hours`,
    extend: `${one}/extend`,
    pause: `${one}/pause`,
    resume: `${one}/resume`,
    reopen: `${one}/reopen`,
    ballot: `${one}/ballot`,
    ratify: `${one}/ratify`,
    judge: `${one}/judge`,
    takeBack: `${one}/take-back`,
    comment: `${one}/comment`,
    rollCsv: `${one}/roll.csv`,
    ballots: `${one}/ballots.json`,
  };
};
