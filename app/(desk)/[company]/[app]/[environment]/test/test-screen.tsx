'use client'

import { useState } from 'react'
import { useKeptText } from '@/components/desk/use-kept-text'
import { Select } from '@/components/ui/form/select'
import { onDemand } from '@/components/ui/on-demand'
import type { CallerHeaders } from '@/lib/apns/push/check-headers'
import { checkPush } from '@/lib/apns/push/check-push'
import { inferPushType } from '@/lib/apns/push/push-types'
import { DevicePicker } from './device-picker'
import { JsonPanel } from './json-panel'
import { LockScreenPreview } from './lock-screen'
import { parsedPayload, writtenJson } from './push-draft'
import { PushForm } from './push-form'
import { type Quota, SendBar } from './send-bar'
import { templates } from './templates'
import type { TestDevice } from './test-devices.query'

type Props = {
  base: string
  environmentId: string
  appName: string
  companySlug: string
  isProduction: boolean
  quota: Quota
  device: TestDevice | undefined
  /** The delivery of the last test sent from this page. */
  sentId: string | undefined
}

const [first] = templates

/** Contains the delivery timeline, which isn't needed until a test is sent. */
const TestResult = onDemand(() => import('./test-result').then((loaded) => loaded.TestResult))

export function TestScreen({
  base,
  appName,
  companySlug,
  isProduction,
  device: given,
  environmentId,
  ...props
}: Props) {
  const [device, setDevice] = useState(given)
  const [template, setTemplate] = useState(first?.value ?? '')
  const [json, setJson] = useState(() => writtenJson(first?.payload ?? {}))
  const [headers, setHeaders] = useState<CallerHeaders>(first?.headers ?? {})
  const [quota, setQuota] = useState(props.quota)
  const [deliveryId, setDeliveryId] = useState(props.sentId)

  const offered = templates.find((known) => known.value === template)
  useKeptText('payload', { typed: json === writtenJson(offered?.payload ?? {}) ? undefined : json, onBack: setJson })

  const { payload, problems: faults } = parsedPayload(json)
  const problems = payload === undefined ? faults : [...faults, ...checkPush({ payload, headers })]
  const pushType = headers['apns-push-type'] ?? inferPushType(payload)

  function choose(value: string) {
    const chosen = templates.find((known) => known.value === value)
    if (!chosen) return
    setTemplate(value)
    setJson(writtenJson(chosen.payload))
    setHeaders(chosen.headers)
  }
  return (
    <div className="flex flex-col gap-8">
      <DevicePicker base={`${base}/test`} device={device} onChoose={setDevice} />
      <div className="grid min-w-0 gap-8 lg:grid-cols-2 xl:grid-cols-[minmax(0,1fr)_minmax(0,1.15fr)_280px]">
        <div className="flex min-w-0 flex-col gap-3">
          <Select label="Start from" options={templates} value={template} onValueChange={choose} />
          <PushForm
            {...{ payload, headers, problems }}
            onPayload={(next) => setJson(writtenJson(next))}
            onHeaders={setHeaders}
          />
        </div>
        <JsonPanel value={json} {...{ payload, pushType, problems }} onChange={setJson} />
        <LockScreenPreview {...{ payload, appName, pushType }} />
      </div>
      <SendBar
        {...{ environmentId, device, payload, headers, problems, companySlug, isProduction, quota }}
        onSent={(sent) => {
          setQuota({ ...quota, left: sent.testsLeft, at: new Date() })
          setDeliveryId(sent.deliveryId)
          keepInAddress(sent.deliveryId)
        }}
      />
      {deliveryId && <TestResult key={deliveryId} base={`${base}/deliveries`} id={deliveryId} />}
    </div>
  )
}

/** Stores the delivery in the URL, so that a reload continues with it. */
function keepInAddress(deliveryId: string) {
  const search = new URLSearchParams(location.search)
  search.set('sent', deliveryId)
  history.replaceState(null, '', `?${search}`)
}
