import type { Translate } from './system/i18n/translate.ts';
import type { NavGroup } from './ui/navigation.tsx';

/** The menu of a coalition, in four words; a capability adds its line where its members would look for it. */
export const navigation = (slug: string, t: Translate): NavGroup[] => [
  {
    label: t('nav.together'),
    items: [
      { label: t('nav.home'), href: `/c/${slug}` },
      { label: t('nav.decisions'), href: `/c/${slug}/decisions` },
      { label: t('delegations.nav'), href: `/c/${slug}/delegations` },
      { label: t('nav.members'), href: `/c/${slug}/members` },
      { label: t('forming.nav'), href: `/c/${slug}/forming` },
      { label: t('nav.about'), href: `/c/${slug}/about` },
    ],
  },
  {
    label: t('nav.reflect'),
    items: [{ label: t('power.nav'), href: `/c/${slug}/power` }],
  },
];

/** What somebody finds under their own name. */
export const accountMenu = (t: Translate) => ({
  items: [
    { label: t('nav.coalitions'), href: '/' },
    { label: t('nav.account'), href: '/account' },
  ],
  signOut: '/sign-out',
});
