import 'server-only'
import { sharedDatabase } from '@/db/shared'
import type { StaffContext } from '@/lib/context'
import type { PlaceInput } from '@/lib/prompts/at-place'
import { promptEditors, seeEditors } from '@/lib/prompts/editors'

/** Who else is editing a place, as this process has heard. */
export const editorsHere = async (ctx: StaffContext, input: PlaceInput & { isEditing: boolean; page: string }) =>
  seeEditors(await promptEditors(sharedDatabase()))(ctx, input)
