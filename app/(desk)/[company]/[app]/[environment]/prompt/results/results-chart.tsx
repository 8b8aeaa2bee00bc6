'use client'

import { Bar, BarChart, CartesianGrid, ReferenceLine, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatDate } from '@/lib/format/date'
import type { PromptResults } from '@/lib/prompts/prompt-results'

const series = [
  { key: 'displayed', name: 'Displayed', color: 'var(--neutral-7)' },
  { key: 'accepted', name: 'Prompt accepted', color: 'var(--accent)' },
  { key: 'system_authorized', name: 'Allowed in iOS', color: 'var(--status-accepted)' },
]

type Props = Pick<PromptResults, 'days' | 'marks'>

/** Prompts displayed and accepted per day, with a line where each revision began. */
export function ResultsChart({ days, marks }: Props) {
  const rows = byDay(days)
  const present = new Set(rows.map(({ day }) => day))
  const first = new Map(marks.filter(({ day }) => present.has(day)).map((mark) => [mark.day, mark]))
  return (
    <figure
      className="flex h-72 flex-col gap-2"
      aria-label="Prompts displayed and accepted per day. The table below has the numbers."
    >
      <figcaption className="flex flex-wrap gap-x-4 text-quiet text-sm">
        {series.map(({ key, name, color }) => (
          <span key={key} className="flex items-center gap-1.5">
            <span aria-hidden className="size-2.5 rounded-[2px]" style={{ backgroundColor: color }} />
            {name}
          </span>
        ))}
        <span>Per day, in UTC. Dashed lines mark new revisions.</span>
      </figcaption>
      <ResponsiveContainer width="100%" height="100%" className="min-h-0 flex-1">
        <BarChart data={rows} margin={{ top: 24, right: 8, bottom: 0, left: -16 }} barGap={1}>
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="day"
            tickFormatter={short}
            tick={{ fill: 'var(--text-faint)', fontSize: 11 }}
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
          />
          <YAxis
            allowDecimals={false}
            tick={{ fill: 'var(--text-faint)', fontSize: 11 }}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip
            cursor={{ fill: 'var(--hover)' }}
            labelFormatter={(day) => short(String(day))}
            contentStyle={{
              background: 'var(--raised)',
              border: '1px solid var(--line-strong)',
              borderRadius: 6,
              fontSize: 12,
              color: 'var(--text)',
            }}
            itemStyle={{ color: 'var(--text)' }}
          />
          {[...first.values()].map(({ day, label }) => (
            <ReferenceLine
              key={day}
              x={day}
              stroke="var(--accent-text)"
              strokeDasharray="3 3"
              label={{
                value: label.replace(/^.*revision /, 'r'),
                position: 'top',
                fill: 'var(--accent-text)',
                fontSize: 11,
              }}
            />
          ))}
          {series.map(({ key, name, color }) => (
            <Bar key={key} dataKey={key} name={name} fill={color} maxBarSize={14} isAnimationActive={false} />
          ))}
        </BarChart>
      </ResponsiveContainer>
    </figure>
  )
}

/** Fills in days without events, so that the time axis has no gaps. */
function byDay(days: Props['days']) {
  const rows = new Map<string, { day: string } & Record<string, number | string>>()
  const found = days.map(({ day }) => day).sort()
  for (let at = Date.parse(found[0] ?? ''); at <= Date.parse(found.at(-1) ?? ''); at += dayMs) {
    const day = new Date(at).toISOString().slice(0, 10)
    rows.set(day, { day, displayed: 0, accepted: 0, system_authorized: 0 })
  }
  for (const { day, kind, events } of days) {
    const row = rows.get(day)
    if (row) row[kind] = events
  }
  return [...rows.values()]
}

const dayMs = 86_400_000
const short = (day: string) => formatDate(day, { timeZone: 'UTC' })
