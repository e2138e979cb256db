/** Where the page of delegations is. */
export const delegationPaths = (coalition: string) => {
  const list = `/c/${coalition}/delegations`;
  return { list, end: `${list}/end` };
};
