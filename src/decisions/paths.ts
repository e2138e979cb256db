/** Where the pages of decisions are: the table of contents, and the only place that spells their addresses. */
export const decisionPaths = (coalition: string, number: number | string = ':number') => {
  const list = `/c/${coalition}/decisions`;
  const one = `${list}/${number}`;
  return {
    list,
    csv: `${list}.csv`,
    propose: `${list}/new`,
    weights: `${list}/weights`,
    facts: `${list}/numbers`,
    rules: `${list}/rules`,
    newRule: `${list}/rules/new`,
    rulePolicy: `${list}/rules/policy`,
    rule: (id: string) => `${list}/rules/${id}`,
    changeRule: (id: string) => `${list}/rules/${id}/change`,
    retireTemplate: `${list}/retire-template`,
    one,
    revise: `${one}/revise`,
    withdraw: `${one}/withdraw`,
    open: `${one}/open`,
    close: `${one}/close`,
    settle: `${one}/settle`,
    paper: `${one}/paper`,
    saveTemplate: `${one}/template`,
    hours: `${one}/hours`,
    extend: `${one}/extend`,
    pause: `${one}/pause`,
    resume: `${one}/resume`,
    reopen: `${one}/reopen`,
    part: (part: number | string) => `${one}/parts/${part}`,
    answerComment: `${one}/answer-comment`,
    advice: `${one}/advice`,
    recordAdvice: `${one}/advice/given`,
    sound: `${one}/sound`,
    answerSounding: `${one}/mood`,
    endSounding: `${one}/end-sounding`,
    amend: `${one}/amend`,
    acceptAmendment: `${one}/accept-amendment`,
    voteOnAmendment: `${one}/vote-on-amendment`,
    withdrawAmendment: `${one}/withdraw-amendment`,
    statement: `${one}/statement`,
    explain: `${one}/explain`,
    followUps: `${one}/follow-ups`,
    markFollowUp: `${one}/mark-follow-up`,
    revisit: `${one}/revisit`,
    ballot: `${one}/ballot`,
    withdrawBallot: `${one}/ballot/withdraw`,
    ratify: `${one}/ratify`,
    judge: `${one}/judge`,
    takeBack: `${one}/take-back`,
    comment: `${one}/comment`,
    rollCsv: `${one}/roll.csv`,
    ballots: `${one}/ballots.json`,
    revokeLink: `${one}/links/end`,
    sendLinks: `${one}/links/send`,
    receipt: `${one}/receipt.json`,
  };
};

/** Where one votes from a mail, without signing in. */
export const votePaths = (link = ':link') => {
  const one = `/vote/${link}`;
  return { door: '/vote', one, ratify: `${one}/ratify` };
};
