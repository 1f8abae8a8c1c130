/** A citation as every part of a result carries it. */
import * as z from 'zod'

export const citationShape = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    year: z.int().nullable().describe('Of publication; null when it was not seen.'),
    locator: z.string(),
    url: z
      .string()
      .nullable()
      .describe("The DOI where there is one, else PubMed, else the publisher's page; null when none was seen."),
  })
  .meta({ title: 'Citation' })
