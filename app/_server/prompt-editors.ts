import 'server-only'
import { sharedDatabase } from '@/db/shared'
import type { StaffContext } from '@/lib/context'
import { promptEditors, seeEditors } from '@/lib/prompts/editors'
import type { PlaceInput } from '@/lib/prompts/levels/at-place'

/** Who else is editing a place, as this process has heard. */
export const editorsHere = async (ctx: StaffContext, input: PlaceInput & { isEditing: boolean; page: string }) =>
  seeEditors(await promptEditors(sharedDatabase()))(ctx, input)
