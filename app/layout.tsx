import './globals.css'
import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { cookies, headers } from 'next/headers'
import type { ReactNode } from 'react'
import { EarlyClicks } from '@/components/early-clicks'

export const metadata: Metadata = {
  robots: { index: false },
}

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1014' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [jar, head] = await Promise.all([cookies(), headers()])
  return (
    <html
      lang="en"
      data-theme={jar.get('theme')?.value ?? 'system'}
      data-density={jar.get('density')?.value ?? 'dense'}
      data-shortcuts={jar.get('shortcuts')?.value ?? 'on'}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
    >
      <body>
        <EarlyClicks nonce={head.get('x-nonce') ?? undefined} />
        <noscript>
          <p className="border-status-expired/35 border-b bg-status-expired/7 px-4 py-2 text-center">
            Pushdesk needs JavaScript. Turn it on in your browser, then reload this page.
          </p>
        </noscript>
        {children}
      </body>
    </html>
  )
}
