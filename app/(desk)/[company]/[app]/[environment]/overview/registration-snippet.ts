import { setupCustomer } from '@/lib/identity/setup-customer'

export type SnippetFacts = {
  origin: string
  publishableKey: string
  requiresIdentity: boolean
  /** Signed for the setup customer, if someone requested it. */
  userToken: string | undefined
}

export const snippetLanguages = [
  { value: 'curl', label: 'curl', name: 'Call with curl' },
  { value: 'typescript', label: 'TypeScript', name: 'Call in TypeScript' },
  { value: 'swift', label: 'Swift', name: 'Call in Swift' },
] as const

export type Language = (typeof snippetLanguages)[number]['value']

const madeUpToken = '5f3c9a7e12b84d06f1a2c3d4e5b6978810293a4b5c6d7e8f9a0b1c2d3e4f5a6b'

/**
 * The first registration. curl runs unchanged: with identity verification on, an anonymous customer needs no
 * User-Token.
 */
export const registrationIn = (language: Language, registration: SnippetFacts) => snippets[language](registration)

const snippets: Record<Language, (registration: SnippetFacts) => string> = {
  curl({ origin, publishableKey, requiresIdentity, userToken }) {
    const isAnonymous = requiresIdentity && !userToken
    const user = isAnonymous ? '"anonymousId": "setup-visitor"' : `"id": "${setupCustomer}"`
    return `curl -X PUT ${origin}/api/v1/devices \\
  -H 'Authorization: Bearer ${publishableKey}' \\${userToken ? `\n  -H 'User-Token: ${userToken}' \\` : ''}
  -H 'Content-Type: application/json' \\
  -d '{
    "deviceToken": "${madeUpToken}",
    "user": { ${user} },
    "permission": "authorized"
  }'`
  },

  typescript: ({ origin, publishableKey, requiresIdentity }) => `import { createPushdesk } from './pushdesk'

const pushdesk = createPushdesk({
  endpoint: '${origin}',
  publishableKey: '${publishableKey}',
  storage: localStorage,
  permission: () => 'authorized',
  requestPermission: async () => 'authorized',${requiresIdentity ? `\n  userToken: async ({ id }) => signedByYourServer(id),` : ''}
})
pushdesk.user = { id: '${setupCustomer}' }
// The bytes that APNs gave the app.
await pushdesk.enablePushNotifications({ deviceToken })`,

  swift: ({ origin, publishableKey, requiresIdentity }) => `func application(_ application: UIApplication,
                 didRegisterForRemoteNotificationsWithDeviceToken deviceToken: Data) {
  UNUserNotificationCenter.current().getNotificationSettings { settings in
    let permission: String
    switch settings.authorizationStatus {
    case .authorized: permission = "authorized"
    case .denied: permission = "denied"
    case .provisional: permission = "provisional"
    case .ephemeral: permission = "ephemeral"
    default: permission = "notDetermined"
    }
    let body: [String: Any] = [
      "deviceToken": deviceToken.map { String(format: "%02x", $0) }.joined(),
      "user": ["id": "${setupCustomer}"],
      "permission": permission,
    ]
    var request = URLRequest(url: URL(string: "${origin}/api/v1/devices")!)
    request.httpMethod = "PUT"
    request.setValue("Bearer ${publishableKey}", forHTTPHeaderField: "Authorization")
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")${requiresIdentity ? `\n    request.setValue(userToken, forHTTPHeaderField: "User-Token") // signed by your server` : ''}
    request.httpBody = try? JSONSerialization.data(withJSONObject: body)
    URLSession.shared.dataTask(with: request) { _, response, error in
      print((response as? HTTPURLResponse)?.statusCode as Any, error as Any)
    }.resume()
  }
}`,
}

/** Signs a User-Token on the company's server, in Node without a library. */
export const userTokenSnippet = `import { createHmac } from 'node:crypto'

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

// For the customer who is signed in, and no one else.
export function userTokenFor(userId) {
  const exp = Math.floor(Date.now() / 1000) + 3600
  const claims = \`\${part({ alg: 'HS256', typ: 'JWT' })}.\${part({ sub: userId, exp })}\`
  const signature = createHmac('sha256', process.env.PUSHDESK_IDENTITY_SECRET).update(claims)
  return \`\${claims}.\${signature.digest('base64url')}\`
}`
