import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Visit, VisitContext } from './visit.ts';

/** A whole page as text, for one visit. */
export const renderPage = (visit: Visit, node: ComponentChild): string =>
  `<!doctype html>${renderToString(<VisitContext.Provider value={visit}>{node}</VisitContext.Provider>)}`;
