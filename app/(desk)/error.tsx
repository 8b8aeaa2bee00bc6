'use client'

import { ErrorScreen } from '@/components/desk/error-screen'

export default function DeskError({ error, retry }: { error: unknown; retry: () => void }) {
  return <ErrorScreen error={error} retry={retry} />
}
