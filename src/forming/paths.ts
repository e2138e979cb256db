/** Where the pages of forming a coalition are, and the only place that spells their addresses. */
export const formingPaths = (coalition: string, round: number | string = ':round') => {
  const home = `/c/${coalition}`;
  return {
    overview: `${home}/forming`,
    case: `${home}/case`,
    editCase: `${home}/case/edit`,
    readiness: `${home}/readiness`,
    round: `${home}/readiness/${round}`,
    answer: `${home}/readiness/${round}/answer`,
    conclude: `${home}/readiness/${round}/conclude`,
    endStep: `${home}/forming/steps`,
  };
};
