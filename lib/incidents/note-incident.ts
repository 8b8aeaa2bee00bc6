import { z } from 'zod'
import { command } from '@/lib/command'
import { inIncident } from '@/lib/scope'
import { incidentToChange, noteChange, subjectOf } from './change-incident'

export const NoteIncident = inIncident({
  text: z.string().trim().min(1, 'Enter a note.').max(2_000, 'At most 2,000 characters.'),
})

/** Adds a note to the incident's timeline, even after it has closed. */
export const noteIncident = command('incident.note', NoteIncident, async ({ db, staff, input }) => {
  const incident = await incidentToChange(db, staff, input)
  const { id } = await noteChange(db, incident, { kind: 'note', text: input.text, actorName: staff.name })
  return { result: { noteId: id }, audit: { subject: subjectOf(incident), after: { text: input.text } } }
})
