'use server'

import { refresh } from 'next/cache'
import { forAct } from '@/app/_server/doors'
import { addFavorite } from '@/lib/favorites/add-favorite'
import { removeFavorite } from '@/lib/favorites/remove-favorite'

export async function setFavoriteAction(appId: string, isFavorite: boolean) {
  const state = await forAct((ctx) => (isFavorite ? addFavorite(ctx, { appId }) : removeFavorite(ctx, { appId })))
  if (state.ok) refresh()
  return state
}
