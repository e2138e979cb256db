import type { ComponentChildren } from 'preact';
import { isInsider } from '../kernel/actor.ts';
import type { CoalitionRef } from '../kernel/command.ts';
import type { Place } from '../kernel/place.ts';
import { accountMenu, navigation } from '../navigation.ts';
import { PublicShell, Shell } from '../ui/shell.tsx';
import { useVisit } from '../ui/visit.ts';

interface Props {
  coalition: CoalitionRef;
  title: string;
  /** The page shows field errors. */
  failed?: boolean;
  /** Seconds after which a browser without scripts asks again; with them it hears of what happens. */
  askAgain?: number;
  children: ComponentChildren;
}

/** A page inside a coalition. It keeps itself fresh: whatever happens in the coalition draws it again. */
export function CoalitionShell({ coalition, title, failed, askAgain, children }: Props) {
  const { t } = useVisit();
  return (
    <Shell
      title={title}
      coalition={{ name: coalition.name, href: `/c/${coalition.slug}` }}
      nav={navigation(coalition.slug, t)}
      account={accountMenu(t)}
      failed={failed}
      askAgain={askAgain}
      topics={[coalition.slug]}
    >
      {children}
    </Shell>
  );
}

/** A page that belongs to no coalition: with the account menu for whoever is signed in. */
export function PlainShell({ title, failed, children }: Omit<Props, 'coalition'>) {
  const { t, person } = useVisit();
  return person ? (
    <Shell title={title} account={accountMenu(t)} failed={failed}>
      {children}
    </Shell>
  ) : (
    <PublicShell title={title} signIn={{ label: t('ui.signIn'), href: '/sign-in' }} failed={failed}>
      {children}
    </PublicShell>
  );
}

interface HouseProps extends Omit<Props, 'coalition'> {
  place: Place;
}

/** A page of a coalition that outsiders see too: only insiders get its menu. */
export function HouseShell({ place, ...rest }: HouseProps) {
  return isInsider(place.actor) ? <CoalitionShell coalition={place.coalition} {...rest} /> : <PlainShell {...rest} />;
}
