import { commands } from '../../src/capabilities.ts';
import { pages } from '../../src/pages.ts';
import type { Story } from '../story/story.ts';

export interface Route {
  method: 'get' | 'post';
  /** As it is declared: `/c/:coalition/members`. */
  pattern: string;
  /** With something of the story in it. */
  path(story: Story, coalition?: string): string;
}

/** Every page and every form's address, found in the code. */
export function allRoutes(): Route[] {
  const found: Route[] = [];
  const note = (method: Route['method']) => (pattern: string) =>
    void found.push({ method, pattern, path: (story, coalition) => filled(pattern, story, coalition) });
  for (const page of pages) page({ get: note('get'), post: note('post') });
  return found;
}

function filled(pattern: string, story: Story, coalition = story.coalition.slug): string {
  const known: Record<string, string> = {
    coalition,
    member: story.members.parents,
    import: story.imports.ready,
    number: `${story.proposals.decided}`,
    token: story.invitationToken,
    session: story.session,
    passkey: story.passkey,
    name: commands[0]!.name,
    kind: 'invalid',
    part: '1',
    link: story.link,
    rule: story.rules.founding,
    round: `${story.readiness.running}`,
  };
  return pattern.replace(/:(\w+)(?:\{[^/]*\})?/g, (_, name: string) => {
    const value = known[name];
    if (value === undefined)
      throw new Error(`say in test/support/routes.ts what of the story :${name} is, for ${pattern}`);
    return value;
  });
}
