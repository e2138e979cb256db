// What changed between two texts, word by word, for eyes and for ears.
import { diffArrays } from 'diff';
import { useVisit } from './visit.ts';

export interface Change {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

// A word in any script, the space between words, or a sign of its own.
const tokens = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}’'-]+|\s+|./gsu) ?? [];

/** Texts that share almost nothing are shown one after the other: their differences would be a heap of crumbs. */
const mostEdits = 4000;

/**
 * The words that were removed and added, in the order of reading. A single space between two changes belongs to both,
 * so that a changed phrase reads as a phrase.
 */
export function wordDifference(before: string, after: string): Change[] {
  const found = diffArrays(tokens(before), tokens(after), { maxEditLength: mostEdits });
  if (!found)
    return tidy([
      { kind: 'removed', text: before },
      { kind: 'added', text: after },
    ]);
  const changes = found.map(
    ({ added, removed, value }): Change => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    }),
  );
  return tidy(joined(changes));
}

/** Gathers neighbouring changes, also over a mere space, into one removal and one addition. */
function joined(changes: Change[]): Change[] {
  const result: Change[] = [];
  let removed = '';
  let added = '';
  const flush = () => {
    // A space at the end of both is no part of the change.
    const space = /\s$/.exec(removed)?.[0] ?? '';
    const both = space !== '' && added.endsWith(space) ? -1 : undefined;
    result.push({ kind: 'removed', text: removed.slice(0, both) }, { kind: 'added', text: added.slice(0, both) });
    if (both) result.push({ kind: 'same', text: space });
    removed = '';
    added = '';
  };
  changes.forEach(({ kind, text }, index) => {
    if (kind === 'removed') removed += text;
    else if (kind === 'added') added += text;
    else if (/^\s$/.test(text) && (removed || added) && index < changes.length - 1) {
      removed += text;
      added += text;
    } else {
      flush();
      result.push({ kind, text });
    }
  });
  flush();
  return result;
}

const tidy = (changes: Change[]): Change[] => changes.filter(({ text }) => text !== '');

/** Both texts in one: what goes is struck through, what comes is underlined, and each is said aloud. */
export function Difference({ before, after }: { before: string; after: string }) {
  const { t } = useVisit();
  return (
    <div class="difference" dir="auto">
      {wordDifference(before, after).map(({ kind, text }, index) => {
        if (kind === 'same') return <span key={index}>{text}</span>;
        const Mark = kind === 'added' ? 'ins' : 'del';
        return (
          <Mark key={index}>
            <span class="visually-hidden"> {t(kind === 'added' ? 'ui.added' : 'ui.removed')} </span>
            {text}
            <span class="visually-hidden"> {t('ui.changeEnds')} </span>
          </Mark>
        );
      })}
    </div>
  );
}
