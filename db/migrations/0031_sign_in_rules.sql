CREATE TABLE "sign_in_settings" (
	"id" text PRIMARY KEY NOT NULL,
	"needs" jsonb NOT NULL,
	"asked_needs" jsonb,
	"asked_by_id" uuid,
	"asked_by_name" text,
	"asked_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "oidc_issuer" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "oidc_subject" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "oidc_sid" text;--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "sessions_oidc_idx" ON "sessions" USING btree ("oidc_issuer","oidc_subject");