'use client'

import { Star } from 'lucide-react'
import { useOptimistic, useTransition } from 'react'
import { classNames } from '@/components/ui/class-names'
import { IconButton } from '@/components/ui/icon-button'
import { toast } from '@/components/ui/overlays/toast'
import type { FormState } from '@/lib/form-state'
import { isolated } from '@/lib/text/isolated'
import { acted } from './acted'

export type SetFavorite = (appId: string, isFavorite: boolean) => Promise<FormState>

type Props = { app: { id: string; name: string; isFavorite: boolean }; setFavorite: SetFavorite }

export function FavoriteStar({ app, setFavorite }: Props) {
  const [isFavorite, show] = useOptimistic(app.isFavorite)
  const [, startTransition] = useTransition()
  const name = isolated(app.name)

  function turn() {
    startTransition(async () => {
      show(!isFavorite)
      const state = await acted(() => setFavorite(app.id, !isFavorite))
      if (!state?.ok) toast.failure('Couldn’t change your favorites', { description: state?.message })
    })
  }
  return (
    <IconButton
      size="small"
      label={isFavorite ? `Remove ${name} from favorites` : `Add ${name} to favorites`}
      onClick={turn}
      icon={
        <Star
          aria-hidden
          className={classNames('size-3.5', isFavorite ? 'fill-current text-accent-text' : 'text-faint')}
        />
      }
    />
  )
}
