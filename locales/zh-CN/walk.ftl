# 演示之后：各轮次停在哪里，怎样试每个角色。
walk-serve = 之后可随时用这条命令继续提供服务（按 Ctrl-C 结束）：
walk-head = ━━ 请进：五分钟，把每个角色都试一遍
walk-address = 首页：{ $url }/
walk-sign-ins = 工作人员登录：{ $url }/office/sign-in（用户名、密码、角色）
walk-role-operator = 操作员
walk-role-reviewer = 审核员
walk-role-supervisor = 主管

walk-rounds = 各轮次现在停在哪里：
walk-round =
    {"  "}{ $title }：{ $stands }
    {"      "}{ $url }/rounds/{ $round }
walk-stands-open = 正在报名，{ $until } 截止，已有 { $applications } 份
walk-stands-review = 报名已停止，正在审核：{ $applications } 份中 { $undecided } 份待审
walk-stands-posted = 名单公示中，可以提出异议；两份异议等待答复
walk-stands-ceremony = 名单已锁定，种子已承诺，等待现场派位
walk-stands-answers = 结果已公布，{ $until } 前可以确认就读或放弃学位
walk-stands-finished = 已结束，结果已公布

walk-families = 家长（手机上也可以）
walk-apply =
    {"  "}报名　{ $url }/rounds/{ $round }/apply
    {"      "}可以填这对虚构的双胞胎：{ $twins }
walk-own =
    {"  "}我的报名　{ $url }/rounds/{ $round }/own
    {"      "}报名号 { $code }　查询密码 { $secret }
walk-object =
    {"  "}提出异议　{ $url }/rounds/{ $round }/own
    {"      "}报名号 { $code }　查询密码 { $secret }
walk-answer =
    {"  "}确认就读或放弃学位　{ $url }/rounds/{ $round }/own
    {"      "}报名号 { $code }　查询密码 { $secret }

walk-public = 公众
walk-result = {"  "}查一个报名号的结果　{ $url }/rounds/{ $round }/results/{ $code }
walk-verify =
    {"  "}在浏览器里核验整轮　{ $url }/verify
    {"      "}文件夹 { $folder }/{ $round }，密钥 { $folder }/trust.txt
walk-published = {"  "}公布的文件　{ $url }/published/{ $round }/results.csv

walk-office = 工作人员（从 { "/office" } 开始）
walk-reviewer =
    {"  "}审核员 zhao：{ $title }，{ $undecided } 份待审
    {"      "}{ $url }/office/rounds/{ $round }/review
walk-import =
    {"  "}操作员 li：向{ $title }导入表格，先试有错的 { $mistakes }，再导入 { $sound }（列对应文件 mapping.json）
    {"      "}{ $url }/office/rounds/{ $round }/import ，文件都在 { $folder }/
walk-operators =
    {"  "}操作员 li 和 wang：{ $title }的现场派位。请用两个浏览器（或一个无痕窗口）：每一步由一人提出，另一人执行
    {"      "}各步 { $url }/office/rounds/{ $round }/steps
    {"      "}大屏幕 { $url }/rounds/{ $round }/screen
    {"      "}1 公开招办的种子　2 交入公证处的 seed-open.note　3 结束保密阶段　4 交入 cosignature.note
    {"      "}5 掷骰：一人录入，另一人不看屏幕再录一遍。手边没有骰子，可以用这 40 个点数：
    {"      "}{ $faces }
    {"      "}6 交入 confirm.note　7 公布结果，再交入新的 cosignature.note
    {"      "}派位之后可以查结果：{ $url }/rounds/{ $round }/results （报名号 { $code }）
walk-supervisor = {"  "}主管 sun：操作记录 { $url }/office/trail
walk-notary = {"  "}公证处：演示中的公证处随时在场，每一步之后一秒内，把它签好的文件放进 { $path }/<轮次>/
walk-notary-later =
    {"  "}公证处：从浏览器下载观察方的文件包，解压到 STICK，再以 cosign、open 或 confirm 签署；签好的文件在 STICK/from-…/ 里：
walk-log = 服务的运行日志：{ $path }
walk-ends = 按 Ctrl-C 结束。以上内容也保存在文件夹里的 START-HERE.txt。
