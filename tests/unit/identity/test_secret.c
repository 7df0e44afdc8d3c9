#include "identity/caller.h"
#include "identity/secret.h"
#include "unit/store/places.h"

#include <fcntl.h>
#include <sys/stat.h>

static char *folder(void)
{
    char *place = place_fresh();
    assert_int_equal(0, mkdir(place, 0700));
    return place;
}

static void write_file(const char *path, size_t bytes, mode_t mode)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (size_t i = 0; i < bytes; i++)
        fputc('x', f);
    fclose(f);
    assert_int_equal(0, chmod(path, mode));
}

static void it_is_made_once_for_its_owner_alone(void **state)
{
    struct ctx c = test_ctx();
    char *place = folder();
    uint8_t first[SECRET_BYTES], second[SECRET_BYTES];
    struct stat facts;
    (void)state;
    assert_ok(&c, secret_load(&c, place, first));
    assert_ok(&c, secret_load(&c, place, second));
    assert_memory_equal(first, second, SECRET_BYTES);
    assert_int_equal(0, stat(place_file(&c, place, "secret.key"), &facts));
    assert_int_equal(0600, facts.st_mode & 07777);
    assert_int_equal(SECRET_BYTES, facts.st_size);
    DIR *dir = opendir(place); /* and no draft is left */
    int files = 0;
    for (struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir))
        files += entry->d_name[0] != '.';
    closedir(dir);
    assert_int_equal(1, files);
    place_drop(place);
    test_ctx_end(&c);
}

static void what_others_may_read_is_not_trusted(void **state)
{
    static const mode_t modes[] = {0640, 0604, 0660, 0601, 0777};
    struct ctx c = test_ctx();
    char *place = folder();
    uint8_t secret[SECRET_BYTES];
    const char *path = place_file(&c, place, "secret.key");
    (void)state;
    for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
        write_file(path, SECRET_BYTES, modes[i]);
        assert_err(ERR_DENIED, secret_load(&c, place, secret));
        assert_non_null(strstr(c.why, "chmod 600"));
    }
    assert_int_equal(0, chmod(path, 0600));
    assert_ok(&c, secret_load(&c, place, secret));
    place_drop(place);
    test_ctx_end(&c);
}

static void half_a_secret_a_link_and_no_folder_are_refused(void **state)
{
    struct ctx c = test_ctx();
    char *place = folder();
    uint8_t secret[SECRET_BYTES];
    const char *path = place_file(&c, place, "secret.key"), *other = place_file(&c, place, "other");
    (void)state;
    write_file(path, SECRET_BYTES - 1, 0600);
    assert_err(ERR_CORRUPT, secret_load(&c, place, secret));
    write_file(path, SECRET_BYTES + 1, 0600);
    assert_err(ERR_CORRUPT, secret_load(&c, place, secret));
    unlink(path);
    write_file(other, SECRET_BYTES, 0600);
    assert_int_equal(0, symlink(other, path));
    assert_err(ERR_IO, secret_load(&c, place, secret));
    place_drop(place);
    assert_err(ERR_IO, secret_load(&c, "/nowhere/at/all", secret));
    test_ctx_end(&c);
}

static void in_memory_there_is_a_new_one_each_time(void **state)
{
    struct ctx c = test_ctx();
    uint8_t first[SECRET_BYTES], second[SECRET_BYTES];
    (void)state;
    assert_ok(&c, secret_load(&c, ":memory:", first));
    assert_ok(&c, secret_load(&c, ":memory:", second));
    assert_memory_not_equal(first, second, SECRET_BYTES);
    test_ctx_end(&c);
}

static void roles_and_scopes_have_names(void **state)
{
    char text[SCOPES_TEXT_MAX];
    (void)state;
    for (enum role role = ROLE_VIEWER; role <= ROLE_OWNER; role++)
        assert_int_equal(role, role_parse(text_of(role_name(role))));
    assert_int_equal(ROLE_NONE, role_parse(TEXT("none")));
    assert_int_equal(ROLE_NONE, role_parse(TEXT("Owner")));
    assert_int_equal(SCOPE_READ | SCOPE_WRITE, scopes_parse(TEXT("write, read")));
    assert_int_equal(SCOPE_ALL, scopes_parse(TEXT("read write admin approve")));
    assert_int_equal(0, scopes_parse(TEXT("read,everything")));
    assert_int_equal(0, scopes_parse(TEXT("")));
    assert_string_equal("read,write,admin,approve", scopes_format(SCOPE_ALL, text));
    assert_string_equal("admin", scopes_format(SCOPE_ADMIN, text));
    assert_string_equal("", scopes_format(0, text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(it_is_made_once_for_its_owner_alone),
        cmocka_unit_test(what_others_may_read_is_not_trusted),
        cmocka_unit_test(half_a_secret_a_link_and_no_folder_are_refused),
        cmocka_unit_test(in_memory_there_is_a_new_one_each_time),
        cmocka_unit_test(roles_and_scopes_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
