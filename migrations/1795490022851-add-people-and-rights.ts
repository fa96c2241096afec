import { MigrationInterface, QueryRunner } from 'typeorm';

export class AddPeopleAndRights1795490022851 implements MigrationInterface {
  name = 'AddPeopleAndRights1795490022851';

  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            CREATE TABLE \`api_tokens\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`name\` varchar(100) NOT NULL,
                \`prefix\` varchar(16) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`token_hash\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`permissions\` text NOT NULL,
                \`grants\` text NOT NULL,
                \`created_by\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`expires_at\` datetime(3) NULL,
                \`last_used_at\` datetime(3) NULL,
                \`revoked_at\` datetime(3) NULL,
                INDEX \`api_tokens_created\` (\`created_at\`, \`id\`),
                UNIQUE INDEX \`IDX_bbd687a104e1921e6702c6e3aa\` (\`token_hash\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`roles\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`built_in\` varchar(32) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`name\` varchar(100) NOT NULL,
                \`description\` varchar(500) NOT NULL,
                \`permissions\` text NOT NULL,
                \`grants\` text NOT NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`updated_at\` datetime(3) NOT NULL,
                UNIQUE INDEX \`IDX_7dda38e3ac45dc687fcca5eacd\` (\`built_in\`),
                UNIQUE INDEX \`IDX_648e3f5447f725579d7d4ffdfb\` (\`name\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`user_roles\` (
                \`user_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`role_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`locales\` varchar(500) NULL,
                INDEX \`user_roles_role\` (\`role_id\`),
                PRIMARY KEY (\`user_id\`, \`role_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`audit_entries\` (
                \`id\` bigint UNSIGNED NOT NULL AUTO_INCREMENT,
                \`at\` datetime(6) NOT NULL,
                \`actor\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`actor_kind\` varchar(16) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`token\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`address\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`request_id\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`action\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`subject_type\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`subject_id\` varchar(191) NULL,
                \`details\` text NOT NULL,
                INDEX \`audit_entries_at\` (\`at\`, \`id\`),
                INDEX \`audit_entries_subject\` (\`subject_type\`, \`subject_id\`, \`id\`),
                INDEX \`audit_entries_action\` (\`action\`, \`id\`),
                INDEX \`audit_entries_actor\` (\`actor\`, \`id\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`users\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`email\` varchar(254) COLLATE "utf8mb4_bin" NOT NULL,
                \`name\` varchar(200) NOT NULL,
                \`password_hash\` varchar(255) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`activated_at\` datetime(3) NULL,
                \`disabled_at\` datetime(3) NULL,
                UNIQUE INDEX \`users_email\` (\`email\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`oidc_identities\` (
                \`issuer\` varchar(255) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`subject\` varchar(255) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`user_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`last_used_at\` datetime(3) NOT NULL,
                INDEX \`oidc_identities_user\` (\`user_id\`),
                PRIMARY KEY (\`issuer\`, \`subject\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`one_time_tokens\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`token_hash\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`purpose\` varchar(32) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`user_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`expires_at\` datetime(3) NOT NULL,
                INDEX \`one_time_tokens_expiry\` (\`expires_at\`),
                INDEX \`one_time_tokens_user\` (\`user_id\`, \`purpose\`),
                UNIQUE INDEX \`IDX_22e595d22f108ce4f2843e043a\` (\`token_hash\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`recovery_codes\` (
                \`user_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`code_hash\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                PRIMARY KEY (\`user_id\`, \`code_hash\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`second_factors\` (
                \`user_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`sealed_secret\` varchar(255) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`confirmed_at\` datetime(3) NULL,
                \`last_step\` bigint UNSIGNED NULL,
                PRIMARY KEY (\`user_id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`sessions\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`secret_hash\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`user_id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`last_seen_at\` datetime(3) NOT NULL,
                \`idle_seconds\` int UNSIGNED NOT NULL,
                \`expires_at\` datetime(3) NOT NULL,
                \`address\` varchar(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL,
                \`user_agent\` varchar(300) NULL,
                INDEX \`sessions_expiry\` (\`expires_at\`),
                INDEX \`sessions_user\` (\`user_id\`, \`created_at\`),
                UNIQUE INDEX \`IDX_c87374a0f3680f755b9f56e5d6\` (\`secret_hash\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`sign_in_attempts\` (
                \`id\` bigint UNSIGNED NOT NULL AUTO_INCREMENT,
                \`subject\` char(64) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`at\` datetime(3) NOT NULL,
                INDEX \`sign_in_attempts_at\` (\`at\`),
                INDEX \`sign_in_attempts_subject\` (\`subject\`, \`at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`mailbox_mails\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`mail_key\` varchar(191) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`recipient\` varchar(254) NOT NULL,
                \`subject\` varchar(500) NOT NULL,
                \`html\` mediumtext NOT NULL,
                \`text\` mediumtext NOT NULL,
                \`at\` datetime(3) NOT NULL,
                INDEX \`mailbox_mails_at\` (\`at\`, \`id\`),
                UNIQUE INDEX \`IDX_3180c1d35a12b086403c63c699\` (\`mail_key\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            CREATE TABLE \`outgoing_mails\` (
                \`id\` char(26) CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`sealed\` text CHARACTER SET "ascii" COLLATE "ascii_bin" NOT NULL,
                \`created_at\` datetime(3) NOT NULL,
                \`expires_at\` datetime(3) NOT NULL,
                INDEX \`outgoing_mails_expiry\` (\`expires_at\`),
                PRIMARY KEY (\`id\`)
            ) ENGINE = InnoDB
        `);
    await queryRunner.query(`
            ALTER TABLE \`site_settings\`
            ADD \`written_in\` varchar(35) CHARACTER SET "ascii" COLLATE "ascii_bin" NULL
        `);
    await queryRunner.query(`
            ALTER TABLE \`user_roles\`
            ADD CONSTRAINT \`FK_b23c65e50a758245a33ee35fda1\` FOREIGN KEY (\`role_id\`) REFERENCES \`roles\`(\`id\`) ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE \`oidc_identities\`
            ADD CONSTRAINT \`FK_9fe6252422ff84d3a961b11b930\` FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE \`recovery_codes\`
            ADD CONSTRAINT \`FK_fb82b2ac740ca095b617afad031\` FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON DELETE CASCADE ON UPDATE NO ACTION
        `);
    await queryRunner.query(`
            ALTER TABLE \`second_factors\`
            ADD CONSTRAINT \`FK_16f2eb964b73e67d1f570c34825\` FOREIGN KEY (\`user_id\`) REFERENCES \`users\`(\`id\`) ON DELETE CASCADE ON UPDATE NO ACTION
        `);
  }

  public async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
            ALTER TABLE \`second_factors\` DROP FOREIGN KEY \`FK_16f2eb964b73e67d1f570c34825\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`recovery_codes\` DROP FOREIGN KEY \`FK_fb82b2ac740ca095b617afad031\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`oidc_identities\` DROP FOREIGN KEY \`FK_9fe6252422ff84d3a961b11b930\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`user_roles\` DROP FOREIGN KEY \`FK_b23c65e50a758245a33ee35fda1\`
        `);
    await queryRunner.query(`
            ALTER TABLE \`site_settings\` DROP COLUMN \`written_in\`
        `);
    await queryRunner.query(`
            DROP TABLE \`outgoing_mails\`
        `);
    await queryRunner.query(`
            DROP TABLE \`mailbox_mails\`
        `);
    await queryRunner.query(`
            DROP TABLE \`sign_in_attempts\`
        `);
    await queryRunner.query(`
            DROP TABLE \`sessions\`
        `);
    await queryRunner.query(`
            DROP TABLE \`second_factors\`
        `);
    await queryRunner.query(`
            DROP TABLE \`recovery_codes\`
        `);
    await queryRunner.query(`
            DROP TABLE \`one_time_tokens\`
        `);
    await queryRunner.query(`
            DROP TABLE \`oidc_identities\`
        `);
    await queryRunner.query(`
            DROP TABLE \`users\`
        `);
    await queryRunner.query(`
            DROP TABLE \`audit_entries\`
        `);
    await queryRunner.query(`
            DROP TABLE \`user_roles\`
        `);
    await queryRunner.query(`
            DROP TABLE \`roles\`
        `);
    await queryRunner.query(`
            DROP TABLE \`api_tokens\`
        `);
  }
}
