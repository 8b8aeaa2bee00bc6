import { z } from 'zod'

const day = z.iso.date('This isn’t a date.')

/** The filters of the URL. Days are UTC, and the last day is included. */
export const FilterAudit = z.object({
  person: z.uuid().optional(),
  action: z.string().max(60).optional(),
  company: z.uuid().optional(),
  subject: z.string().trim().max(200).optional(),
  from: day.optional(),
  until: day.optional(),
})
export type FilterAudit = z.output<typeof FilterAudit>

const dayMs = 86_400_000

export function rowsFor({ person, action, company, subject, from, until }: FilterAudit) {
  return {
    actorId: person,
    action,
    companyId: company,
    subject,
    from: from ? new Date(from) : undefined,
    until: until ? new Date(new Date(until).getTime() + dayMs) : undefined,
  }
}
