'use client'

import { CSPProvider } from '@base-ui/react/csp-provider'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { NonceProvider } from '@/components/ui/nonce'
import { NowProvider } from '@/components/ui/now'
import { Toaster } from '@/components/ui/toaster'

type Props = { nonce: string | undefined; renderedAtMs: number; children: ReactNode }

export function Providers({ nonce, renderedAtMs, children }: Props) {
  const [queryClient] = useState(makeQueryClient)
  return (
    <CSPProvider nonce={nonce}>
      <NonceProvider nonce={nonce}>
        <NowProvider renderedAtMs={renderedAtMs}>
          <QueryClientProvider client={queryClient}>
            {children}
            <Toaster />
          </QueryClientProvider>
        </NowProvider>
      </NonceProvider>
    </CSPProvider>
  )
}

const staleMs = 2_000

function makeQueryClient() {
  return new QueryClient({ defaultOptions: { queries: { staleTime: staleMs, retry: 1 } } })
}
