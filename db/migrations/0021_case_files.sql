CREATE TABLE "case_files" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"token_hash" text NOT NULL,
	"content" jsonb NOT NULL,
	"has_texts" boolean NOT NULL,
	"shared_by" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	"revoked_by" text,
	"opened_count" integer DEFAULT 0 NOT NULL,
	"last_opened_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "case_files_token_hash_unique" UNIQUE("token_hash"),
	CONSTRAINT "case_files_expires_ck" CHECK ("case_files"."expires_at" > "case_files"."created_at")
);
--> statement-breakpoint
ALTER TABLE "case_files" ADD CONSTRAINT "case_files_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_files" ADD CONSTRAINT "case_files_customer_id_customers_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customers"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "case_files_page_idx" ON "case_files" USING btree ("environment_id","created_at","id");--> statement-breakpoint
CREATE INDEX "case_files_customer_idx" ON "case_files" USING btree ("customer_id","created_at","id");--> statement-breakpoint
CREATE INDEX "case_files_expires_idx" ON "case_files" USING btree ("expires_at");