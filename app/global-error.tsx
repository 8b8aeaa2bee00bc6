'use client'

import './globals.css'
import { ErrorScreen } from '@/components/desk/error-screen'

export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body className="p-8 font-sans">
        <ErrorScreen error={error} retry={retry} />
      </body>
    </html>
  )
}
