import { decisionPaths } from '../paths.ts';

/** Where the pages of mandates are: under the decision, one for each member. */
export const mandatePaths = (coalition: string, number: number | string = ':number', member = ':member') => {
  const one = `${decisionPaths(coalition, number).one}/mandate/${member}`;
  return {
    one,
    ask: `${one}/ask`,
    more: `${one}/more`,
    revokeLink: `${one}/revoke-link`,
    takeBack: `${one}/take-back`,
    note: `${one}/note`,
    conclude: `${one}/conclude`,
    give: `${one}/give`,
    revoke: `${one}/revoke`,
    share: `${one}/share`,
    answer: `/c/${coalition}/home-question`,
  };
};

/** The door of the link that a member's own people get, and the page behind it. */
export const homeDoor = '/home-question';
