/** The categories of the WHO-UMC system, from the weakest to the strongest; apart from the schemas, which a start has no need of. */
export const WHO_UMC = ['unassessable', 'conditional', 'unlikely', 'possible', 'probable', 'certain'] as const
export type WhoUmc = (typeof WHO_UMC)[number]
