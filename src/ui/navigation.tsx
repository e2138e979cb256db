import { Badge } from './card.tsx';
import { Icon } from './icon.tsx';
import { SafeLink } from './link.tsx';
import { useVisit } from './visit.ts';

export interface NavItem {
  label: string;
  href: string;
  /** Something here waits for the reader: how much, and in words. */
  waiting?: { count: number; says: string };
}

/** One of the four words, with the pages that exist under it. */
export interface NavGroup {
  label: string;
  items: NavItem[];
}

/** Is this the page, or the part of the site, that the reader is in? */
export function isCurrent(path: string, href: string): boolean {
  const here = path.split('?')[0]!;
  return here === href || (href !== '/' && here.startsWith(`${href}/`));
}

/** The item whose address fits the path most closely; '/c/x' does not count as current on '/c/x/members'. */
export function currentHref(path: string, items: NavItem[]): string | undefined {
  const fitting = items.filter((item) => isCurrent(path, item.href)).sort((a, b) => b.href.length - a.href.length);
  return fitting[0]?.href;
}

/** The four words, each with its pages. On a phone it opens without JavaScript. */
export function MainMenu({ groups }: { groups: NavGroup[] }) {
  const { t, path } = useVisit();
  const current = currentHref(
    path,
    groups.flatMap((group) => group.items),
  );
  return (
    <nav class="main-menu" aria-label={t('ui.mainMenu')}>
      <details>
        <summary>
          <Icon name="menu" /> {t('ui.menu')}
        </summary>
        <ul class="words">
          {groups
            .filter((group) => group.items.length > 0)
            .map((group) => {
              const here = group.items.some((item) => item.href === current);
              return (
                <li key={group.label} class={here ? 'here' : undefined}>
                  <SafeLink class="word" href={group.items[0]!.href}>
                    {group.label}
                  </SafeLink>
                  <ul>
                    {group.items.map((item) => (
                      <MenuItem key={item.href} item={item} current={item.href === current} />
                    ))}
                  </ul>
                </li>
              );
            })}
        </ul>
      </details>
    </nav>
  );
}

function MenuItem({ item, current }: { item: NavItem; current: boolean }) {
  const { format } = useVisit();
  return (
    <li>
      <a href={item.href} aria-current={current ? 'page' : undefined}>
        {item.label} {item.waiting && <Badge count={format.number(item.waiting.count)} says={item.waiting.says} />}
      </a>
    </li>
  );
}

export interface Crumb {
  label: string;
  href: string;
}

/** The way here, without the page itself. */
export function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  const { t } = useVisit();
  return (
    <nav class="breadcrumb" aria-label={t('ui.breadcrumb')}>
      <ol>
        {crumbs.map((crumb) => (
          <li key={crumb.href}>
            <SafeLink href={crumb.href}>{crumb.label}</SafeLink>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Views of one thing, as plain links. */
export function Tabs({ label, items }: { label: string; items: NavItem[] }) {
  const { path } = useVisit();
  const current = items.find((item) => item.href === path)?.href ?? currentHref(path, items);
  return (
    <nav class="tabs" aria-label={label}>
      <ul>
        {items.map((item) => (
          <MenuItem key={item.href} item={item} current={item.href === current} />
        ))}
      </ul>
    </nav>
  );
}

interface PagerProps {
  /** Link to the page after the last key shown. */
  next?: string;
  previous?: string;
  /** "Members 51 to 100". */
  position?: string;
}

/** Keyset paging: onward and back, without page numbers that shift. */
export function Pager({ next, previous, position }: PagerProps) {
  const { t } = useVisit();
  if (!next && !previous) return null;
  return (
    <nav class="pager" aria-label={t('ui.pages')}>
      {previous && (
        <SafeLink href={previous} rel="prev">
          <Icon name="previous" /> {t('ui.previousPage')}
        </SafeLink>
      )}
      {position && <span>{position}</span>}
      {next && (
        <SafeLink href={next} rel="next">
          {t('ui.nextPage')} <Icon name="next" />
        </SafeLink>
      )}
    </nav>
  );
}
