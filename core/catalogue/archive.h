// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/blockreader.h"

#include <QIODevice>

#include <memory>

struct zip;
struct zip_file;

namespace chancery::catalogue {

/// One part of an archive, unpacked while it is read. readData() fails once there is an error.
class ArchivePart : public QIODevice
{
public:
    ~ArchivePart() override;

    bool isSequential() const override { return true; }
    const std::optional<Error> &error() const { return m_error; }
    qint64 unpacked() const { return m_unpacked; }
    qint64 size() const override { return m_size; }
    /// Fails with SheetCellTooLarge when more than `bytes` are read before the next call: what a parser swallows
    /// without saying anything is one text.
    void allow(qint64 bytes) { m_allowedUntil = m_unpacked + bytes; }

protected:
    qint64 readData(char *to, qint64 count) override;
    qint64 writeData(const char *, qint64) override { return -1; }

private:
    friend class Archive;
    ArchivePart(class Archive &archive, zip_file *file, qint64 packed, qint64 size);

    Archive &m_archive;
    zip_file *m_file;
    qint64 m_packed;
    qint64 m_size; ///< as stated
    qint64 m_unpacked = 0;
    qint64 m_allowedUntil = 0;
    std::optional<Error> m_error;
};

/// A zip archive, read through the blocks of its file, so that their digests tell of any change.
class Archive
{
public:
    /// Errors: Input with FileCutShort or FileDamaged, and those of reading.
    static Result<std::unique_ptr<Archive>> open(BlockReader &blocks);
    ~Archive();
    Archive(const Archive &) = delete;
    Archive &operator=(const Archive &) = delete;

    qint64 fileSize() const;
    bool contains(const QString &name) const;
    /// As stated; 0 when there is no such part.
    qint64 sizeOf(const QString &name) const;
    /// By its full name, in any case. Several can be read in turns. Errors: FileDamaged also when there is no such
    /// part, FileEncrypted.
    Result<std::unique_ptr<ArchivePart>> part(const QString &name);
    /// What a failure of the zip library stands for.
    Error error(Cause cause) const;

private:
    struct Input;
    explicit Archive(std::unique_ptr<Input> input);

    std::unique_ptr<Input> m_input;
    zip *m_zip = nullptr;
};

} // namespace chancery::catalogue
