CREATE TABLE "erased_customers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"name_hash" text NOT NULL,
	"erased_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "refused_calls" (
	"id" uuid PRIMARY KEY NOT NULL,
	"environment_id" uuid NOT NULL,
	"customer" text NOT NULL,
	"named_as" text NOT NULL,
	"call" text NOT NULL,
	"key_kind" text,
	"status" integer NOT NULL,
	"code" text NOT NULL,
	"field" text NOT NULL,
	"detail" text NOT NULL,
	"request_id" text NOT NULL,
	"refused_count" integer DEFAULT 1 NOT NULL,
	"last_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "erased_customers" ADD CONSTRAINT "erased_customers_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refused_calls" ADD CONSTRAINT "refused_calls_environment_id_environments_id_fk" FOREIGN KEY ("environment_id") REFERENCES "public"."environments"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "erased_customers_name_idx" ON "erased_customers" USING btree ("environment_id","name_hash");--> statement-breakpoint
CREATE INDEX "erased_customers_time_idx" ON "erased_customers" USING btree ("environment_id","created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "refused_calls_uq" ON "refused_calls" USING btree ("environment_id","customer","named_as","call","code","field");--> statement-breakpoint
CREATE INDEX "refused_calls_time_idx" ON "refused_calls" USING btree ("environment_id","last_at");