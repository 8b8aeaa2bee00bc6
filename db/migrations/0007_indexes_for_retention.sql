DROP INDEX "staff_email_uq";--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "device_events_time_idx" ON "device_events" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "simulated_pushes_time_idx" ON "simulated_pushes" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "invitations_expires_idx" ON "invitations" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX IF NOT EXISTS "sessions_expires_idx" ON "sessions" USING btree ("expires_at");--> statement-breakpoint
CREATE UNIQUE INDEX "staff_email_uq" ON "staff" USING btree (lower("email" collate "C"));