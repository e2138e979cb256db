import type { HomePart } from './coalitions/home-part.ts';
import { decisionHome } from './decisions/home.ts';
import { mandateHome } from './decisions/mandates/home.ts';
import { wayHome } from './decisions/way/home.ts';
import { formingHome } from './forming/home.ts';
import { memberHome } from './members/home.ts';

/** What a coalition's home is put together from; a capability adds its part here. */
export const homeParts: HomePart[] = [decisionHome, mandateHome, wayHome, memberHome, formingHome];
