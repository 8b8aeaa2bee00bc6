import 'server-only'
import { sharedDatabase } from '@/db/shared'
import type { StaffContext } from '@/lib/context'
import { promptEditors, seeEditors } from '@/lib/prompts/editors'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'

/** Returns who else is editing a place, as far as this process knows. */
export const editorsHere = async (ctx: StaffContext, input: PlaceInput & { isEditing: boolean; page: string }) =>
  seeEditors(await promptEditors(sharedDatabase()))(ctx, input)
