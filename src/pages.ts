import { decisionPages } from './decisions/pages/routes.tsx';
import type { Routes } from './system/web/server.ts';

/** Every capability's pages. */
export const pages: ((routes: Routes) => void)[] = [decisionPages];
