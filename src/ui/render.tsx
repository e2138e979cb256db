import type { ComponentChild } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { type Visit, VisitContext } from './visit.ts';

/** A whole page as text, for one visit. */
export const renderPage = (visit: Visit, node: ComponentChild): string => `<!doctype html>${renderPart(visit, node)}`;

/** A part of a page as text, for mail and tests. */
export const renderPart = (visit: Visit, node: ComponentChild): string =>
  renderToString(<VisitContext.Provider value={visit}>{node}</VisitContext.Provider>);
