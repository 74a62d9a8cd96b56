// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/catalogue/archive.h"

#include "core/catalogue/bytesource.h"

#include <zip.h>

#include <cerrno>

namespace chancery::catalogue {

/// The file as libzip wants to read it.
struct Archive::Input
{
    explicit Input(BlockReader &reader)
        : blocks(reader)
    {
        zip_error_init(&problem);
    }
    ~Input() { zip_error_fini(&problem); }
    Input(const Input &) = delete;
    Input &operator=(const Input &) = delete;

    static zip_int64_t serve(void *self, void *data, zip_uint64_t length, zip_source_cmd_t command);
    zip_int64_t read(void *data, zip_uint64_t length);
    zip_int64_t seek(void *data, zip_uint64_t length);
    zip_int64_t describe(void *data) const;

    BlockReader &blocks;
    qint64 offset = 0;
    zip_error_t problem;
    std::optional<Error> error;
};

zip_int64_t Archive::Input::read(void *data, zip_uint64_t length)
{
    const auto got = blocks.read(offset, static_cast<char *>(data), qint64(length));
    if (!got) {
        error = got.error();
        zip_error_set(&problem, ZIP_ER_READ, EIO);
        return -1;
    }
    offset += *got;
    return *got;
}

zip_int64_t Archive::Input::seek(void *data, zip_uint64_t length)
{
    const zip_int64_t to = zip_source_seek_compute_offset(zip_uint64_t(offset), zip_uint64_t(blocks.file().size()),
                                                          data, length, &problem);
    if (to < 0)
        return -1;
    offset = to;
    return 0;
}

zip_int64_t Archive::Input::describe(void *data) const
{
    auto *status = static_cast<zip_stat_t *>(data);
    zip_stat_init(status);
    status->size = zip_uint64_t(blocks.file().size());
    status->valid |= ZIP_STAT_SIZE;
    return sizeof(zip_stat_t);
}

zip_int64_t Archive::Input::serve(void *self, void *data, zip_uint64_t length, zip_source_cmd_t command)
{
    auto &input = *static_cast<Input *>(self);
    switch (command) {
    case ZIP_SOURCE_OPEN:
        input.offset = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return input.read(data, length);
    case ZIP_SOURCE_SEEK:
        return input.seek(data, length);
    case ZIP_SOURCE_TELL:
        return input.offset;
    case ZIP_SOURCE_STAT:
        return input.describe(data);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&input.problem, data, length);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_ERROR, ZIP_SOURCE_FREE, ZIP_SOURCE_SEEK, ZIP_SOURCE_TELL,
                                              ZIP_SOURCE_SUPPORTS, -1);
    default:
        zip_error_set(&input.problem, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

Archive::Archive(std::unique_ptr<Input> input)
    : m_input(std::move(input))
{}

Archive::~Archive()
{
    if (m_zip)
        zip_discard(m_zip);
}

Error Archive::error(Cause cause) const
{
    return m_input->error ? *m_input->error : inputError(cause, m_input->blocks.file().path());
}

Result<std::unique_ptr<Archive>> Archive::open(BlockReader &blocks)
{
    std::unique_ptr<Archive> archive(new Archive(std::make_unique<Input>(blocks)));
    zip_error_t problem;
    zip_error_init(&problem);
    zip_source_t *source = zip_source_function_create(&Input::serve, archive->m_input.get(), &problem);
    archive->m_zip = source ? zip_open_from_source(source, ZIP_RDONLY, &problem) : nullptr;
    const int code = zip_error_code_zip(&problem);
    zip_error_fini(&problem);
    if (archive->m_zip)
        return archive;
    if (source)
        zip_source_free(source);
    // An archive ends with its directory: without it, the end is missing.
    return archive->error(code == ZIP_ER_NOZIP || code == ZIP_ER_EOF ? Cause::FileCutShort : Cause::FileDamaged);
}

qint64 Archive::fileSize() const
{
    return m_input->blocks.file().size();
}

bool Archive::contains(const QString &name) const
{
    return zip_name_locate(m_zip, name.toUtf8().constData(), ZIP_FL_NOCASE) >= 0;
}

qint64 Archive::sizeOf(const QString &name) const
{
    zip_stat_t status;
    zip_stat_init(&status);
    const int found = zip_stat(m_zip, name.toUtf8().constData(), ZIP_FL_NOCASE, &status);
    return found == 0 ? qint64(status.size) : 0;
}

Result<std::unique_ptr<ArchivePart>> Archive::part(const QString &name)
{
    const zip_int64_t index = zip_name_locate(m_zip, name.toUtf8().constData(), ZIP_FL_NOCASE);
    zip_stat_t status;
    zip_stat_init(&status);
    if (index < 0 || zip_stat_index(m_zip, zip_uint64_t(index), 0, &status) != 0)
        return error(Cause::FileDamaged);
    if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && status.encryption_method != ZIP_EM_NONE)
        return error(Cause::FileEncrypted);
    zip_file_t *file = zip_fopen_index(m_zip, zip_uint64_t(index), 0);
    if (!file)
        return error(Cause::FileDamaged);
    return std::unique_ptr<ArchivePart>(new ArchivePart(
        *this, file, std::min(qint64(status.comp_size), m_input->blocks.file().size()), qint64(status.size)));
}

ArchivePart::ArchivePart(Archive &archive, zip_file *file, qint64 packed, qint64 size)
    : m_archive(archive)
    , m_file(file)
    , m_packed(packed)
    , m_size(size)
{
    allow(UnpackLimit::alwaysAllowed);
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

ArchivePart::~ArchivePart()
{
    zip_fclose(m_file);
}

qint64 ArchivePart::readData(char *to, qint64 count)
{
    if (m_error)
        return -1;
    const zip_int64_t got = zip_fread(m_file, to, zip_uint64_t(count));
    if (got < 0) {
        m_error = m_archive.error(Cause::FileDamaged);
        return -1;
    }
    m_unpacked += got;
    if (UnpackLimit::isExceeded(m_packed, m_unpacked))
        m_error = m_archive.error(Cause::FileUnpacksTooLarge);
    else if (m_unpacked > m_allowedUntil)
        m_error = m_archive.error(Cause::SheetCellTooLarge);
    return m_error ? -1 : qint64(got);
}

} // namespace chancery::catalogue
