package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SqlScriptTest {

    @Test
    void statements_end_with_a_semicolon_or_with_the_file() {
        assertThat(SqlScript.statements("select 1;\n\nselect 2 ;; select 3"))
                .containsExactly("select 1", "select 2", "select 3");
    }

    @Test
    void comments_vanish_with_their_semicolons() {
        assertThat(SqlScript.statements("-- a; 'b\nselect 1, -- c;\n 2; /* d; ' */ select/* */3 -- end"))
                .containsExactly("select 1, \n 2", "select 3");
    }

    @Test
    void quoted_text_stays_whole() {
        assertThat(SqlScript.statements("insert into \"a;--b\" values ('it''s; -- /* ;'); select 1"))
                .containsExactly("insert into \"a;--b\" values ('it''s; -- /* ;')", "select 1");
    }

    @Test
    void what_never_ends_is_one_statement() {
        assertThat(SqlScript.statements("select 'a;")).containsExactly("select 'a;");
        assertThat(SqlScript.statements("select 1 /* a;")).containsExactly("select 1");
        assertThat(SqlScript.statements(" \n-- nothing")).isEmpty();
    }
}
