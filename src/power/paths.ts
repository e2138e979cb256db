/** Where the pages of power are, and the only place that spells their addresses. */
export const powerPaths = (coalition: string) => ({
  page: `/c/${coalition}/power`,
  csv: `/c/${coalition}/power.csv`,
});
