/** What calls for a coalition now. The six kinds are those of the practice guides on starting one. */
export const occasions = ['event', 'information', 'rules', 'funding', 'threat', 'change'] as const;
export type Occasion = (typeof occasions)[number];
