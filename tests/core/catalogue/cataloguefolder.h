// SPDX-FileCopyrightText: 2026 The Chancery authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/catalogue/preview.h"
#include "core/catalogue/spec.h"

#include <QFile>
#include <QTemporaryDir>

namespace chancery::catalogue::test {

/// A folder for the files of one test.
class CatalogueFolder
{
public:
    QString path(const QString &name) const { return m_folder.filePath(name); }

    QString write(const QByteArray &content, const QString &name = QStringLiteral("c.csv")) const
    {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write a test file");
        return file.fileName();
    }

private:
    QTemporaryDir m_folder;
};

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("cannot be read");
}

/// The file with its columns mapped by themselves.
inline ImportSpec specFor(const QString &file, const FormatChoice &format = {})
{
    ImportSpec spec{file, format, {}};
    if (const auto shown = preview(file, format))
        spec.mapping = autoMap(shown->headers);
    return spec;
}

} // namespace chancery::catalogue::test
