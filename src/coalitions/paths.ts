/** Where the pages of coalitions are, and the only place that spells their addresses. */
export const coalitionPaths = (coalition: string) => {
  const home = `/c/${coalition}`;
  return {
    home,
    about: `${home}/about`,
    settings: `${home}/settings`,
    appoint: `${home}/settings/coordinators`,
    stepDown: `${home}/settings/step-down`,
    happened: `${home}/happened`,
    happenedCsv: `${home}/happened.csv`,
  };
};

export const start = '/';
export const newCoalition = '/coalitions/new';
