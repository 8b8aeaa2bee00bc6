'use client'

import type { ComponentProps } from 'react'
import { onDemand } from '@/components/ui/on-demand'

const CheckTokenForm = onDemand(() => import('./check-token-form').then((loaded) => loaded.CheckTokenForm))

/** Loads the code only with the tab that shows the form. */
export function CheckToken(props: ComponentProps<typeof CheckTokenForm>) {
  return <CheckTokenForm {...props} />
}
