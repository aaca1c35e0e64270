# 不算错，但家长应当知道的事。
remark-title = 以下不算错，但请家长留意：
remark-office = {"  "}{ $code }：第 { $revision } 次提交由招办代为办理，没有家长签名。是您要求办理的吗？
remark-key = {"  "}{ $code }：招办在第 { $revision } 次提交时更换了密钥。是您到窗口要求更换的吗？
remark-status = {"  "}{ $code }：您已报名，名单写的是：{ $roll }。
remark-claims = {"  "}{ $code }：您申报的类别是 { $receipt }，名单认定的是 { $roll }。
remark-bundle = {"  "}{ $code }：您申请捆绑的是 { $receipt }，名单捆绑的是 { $roll }。
remark-nothing = 无
